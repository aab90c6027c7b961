"""Published figures that a result is printed beside, each with its source and what is known of its protocol.

The second ones of Phi-4-mini-reasoning are its makers' own later measurement, over many samples
of each problem, and lie lower: they are the ones to be compared with.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Anchor:
    """Pass@1 in percent. `model` is a checkpoint's repository on the hub."""

    problems: str
    model: str
    percent: float
    protocol: str
    source: str


_PHI = "microsoft/Phi-4-mini-reasoning"
_CARD = "model card of Phi-4-mini-reasoning"
_LATER = "model card of Phi-4-mini-flash-reasoning, a later measurement by the same makers"
_CARD_WORDS = "32,768 tokens"

ANCHORS = (
    Anchor("math-500", _PHI, 94.6, _CARD_WORDS, _CARD),
    Anchor("math-500", _PHI, 91.20, "mean of 8 samples", _LATER),
    Anchor("aime-2024", _PHI, 57.5, _CARD_WORDS, _CARD),
    Anchor("aime-2024", _PHI, 48.13, "mean of 64 samples", _LATER),
    Anchor("aime-2025", _PHI, 31.77, "mean of 64 samples", _LATER),
    Anchor("gpqa-diamond", _PHI, 52.0, _CARD_WORDS, _CARD),
    Anchor("gpqa-diamond", _PHI, 44.51, "mean of 8 samples", _LATER),
    Anchor("math-500", "deepseek-ai/DeepSeek-R1-Distill-Qwen-7B", 93.03, "mean of 8 samples", _LATER),
    Anchor("aime-2024", "deepseek-ai/DeepSeek-R1-Distill-Qwen-7B", 53.70, "mean of 64 samples", _LATER),
    Anchor("aime-2025", "deepseek-ai/DeepSeek-R1-Distill-Qwen-7B", 35.94, "mean of 64 samples", _LATER),
    Anchor("gpqa-diamond", "deepseek-ai/DeepSeek-R1-Distill-Qwen-7B", 47.85, "mean of 8 samples", _LATER),
    Anchor("math-500", "deepseek-ai/DeepSeek-R1-Distill-Qwen-1.5B", 84.50, "mean of 8 samples", _LATER),
    Anchor("aime-2024", "deepseek-ai/DeepSeek-R1-Distill-Qwen-1.5B", 29.58, "mean of 64 samples", _LATER),
    Anchor("aime-2025", "deepseek-ai/DeepSeek-R1-Distill-Qwen-1.5B", 20.78, "mean of 64 samples", _LATER),
    Anchor("gpqa-diamond", "deepseek-ai/DeepSeek-R1-Distill-Qwen-1.5B", 37.69, "mean of 8 samples", _LATER),
)


def anchors_for(problems: str) -> list[Anchor]:
    """What is published of a set of problems."""
    return [anchor for anchor in ANCHORS if anchor.problems == problems]
