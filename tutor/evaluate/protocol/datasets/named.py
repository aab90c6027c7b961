"""Published sets: where each lies on the hub, which columns it has, and what its licence says.

None is shipped: they are fetched from their makers when they are asked for, and their texts
are for evaluation only. A revision is a commit, so that two results are of the same problems.
"""

from dataclasses import dataclass

from models.datasets import HubFile


@dataclass(frozen=True, slots=True)
class NamedSet:
    """One published set. `problems` is how many it has; `note` is what to know before fetching it."""

    name: str
    title: str
    file: HubFile
    columns: str
    problems: int
    licence: str
    note: str = ""


_MAA = "texts by the Mathematical Association of America: evaluate, do not pass on"

NAMED_SETS = (
    NamedSet(
        "math-500",
        "MATH-500",
        HubFile(
            "HuggingFaceH4/MATH-500",
            "test.jsonl",
            "6e4ed1a2a79af7d8630a6b768ec859cb5af4d3be",
            "35dc41080a3680858b27fa7e0533d2d547825316fc5dafe5d316f4ccc5a06132",
        ),
        "id=unique_id,problem=problem,answer=answer,subject=subject,level=level",
        500,
        "MATH is MIT; its texts come from competitions: evaluate, do not pass on",
    ),
    NamedSet(
        "aime-2024",
        "AIME 2024",
        HubFile("math-ai/aime24", "test-00000-of-00001.parquet", "83a7f387baaa524a8bda0022eac0541582297103"),
        "id=id,problem=problem,answer=solution",
        30,
        _MAA,
    ),
    NamedSet(
        "aime-2025",
        "AIME 2025",
        HubFile("math-ai/aime25", "test.jsonl", "563bb8404243c5f09de6ec262f2db674fe5bce9b"),
        "id=id,problem=problem,answer=answer",
        30,
        _MAA,
    ),
    NamedSet(
        "gpqa-diamond",
        "GPQA Diamond",
        HubFile("Idavidrein/gpqa", "gpqa_diamond.csv", "83022cefff930aea54f654c0b282e74b9eeda5c6"),
        "id=Record ID,problem=Question,answer=Correct Answer,subject=High-level domain,"
        "wrong=Incorrect Answer 1+Incorrect Answer 2+Incorrect Answer 3",
        198,
        "CC BY 4.0; its makers ask that its texts not be put where models are trained on them",
        "The hub gives it only to accounts that have accepted its conditions: accept them on its page, "
        "then log in with `hf auth login`.",
    ),
    NamedSet(
        "gsm8k",
        "GSM8K",
        HubFile(
            "openai/gsm8k", "main/test-00000-of-00001.parquet", "740312add88f781978c0658806c59bc2815b9866"
        ),
        "problem=question,answer=answer",
        1319,
        "MIT",
    ),
    NamedSet(
        "amc23",
        "AMC 2023",
        HubFile("math-ai/amc23", "test-00000-of-00001.parquet", "80815d37005feb82cd7f8fbc6901d5d3eff43057"),
        "id=id,problem=question,answer=answer",
        40,
        _MAA,
    ),
    NamedSet(
        "olympiadbench",
        "OlympiadBench (open-ended, English, text only)",
        HubFile("Hothan/OlympiadBench", "OlympiadBench/OE_TO_maths_en_COMP/OE_TO_maths_en_COMP.parquet"),
        "id=id,problem=question,answer=final_answer,subject=subfield",
        674,
        "Apache 2.0; its texts come from competitions: evaluate, do not pass on",
    ),
)


def find_named(name: str) -> NamedSet | None:
    """The set of a name, whatever its case and signs; None for none."""
    wanted = _key(name)
    return next((named for named in NAMED_SETS if wanted in (_key(named.name), _key(named.title))), None)


def _key(name: str) -> str:
    key = "".join(letter for letter in name.casefold() if letter.isalnum())
    return {"aime24": "aime2024", "aime25": "aime2025", "amc2023": "amc23", "gpqa": "gpqadiamond"}.get(
        key, key
    )
