"""Which column of a file is what: declared (`--map problem=question,answer=solution`), else by usual name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from tutor.vocabulary.errors import UsageError

FIELDS = ("id", "problem", "answer", "subject", "level", "choices", "wrong")
_REQUIRED = ("problem", "answer")
# names that files in the field use, likeliest first
_USUAL = {
    "id": ("id", "unique_id", "ID"),
    "problem": ("problem", "question", "Problem", "Question"),
    "answer": ("answer", "gold", "final_answer", "Answer"),
    "subject": ("subject", "type", "Subject"),
    "level": ("level", "difficulty", "Level"),
    "choices": ("choices", "options"),
    "wrong": (),
}
_HINT = "Write --map problem=COLUMN,answer=COLUMN; further fields are " + ", ".join(
    name for name in FIELDS if name not in _REQUIRED
)


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """Field to column. `wrong` lists columns (joined by +) that hold the wrong choices, as GPQA has them."""

    columns: Mapping[str, str] = field(default_factory=dict)

    def described(self) -> str:
        """As it is typed."""
        return ",".join(f"{name}={column}" for name, column in sorted(self.columns.items()))


def read_mapping(text: str) -> ColumnMap:
    """What `--map` says; raises `UsageError` for what it can't say."""
    columns: dict[str, str] = {}
    for part in filter(None, (part.strip() for part in text.split(","))):
        name, sign, column = (piece.strip() for piece in part.partition("="))
        if not sign or not column:
            raise UsageError(f"--map: {part!r} is not FIELD=COLUMN.", _HINT + ".")
        if name not in FIELDS:
            raise UsageError(f"--map: there is no field {name!r}.", _HINT + ".")
        if name in columns:
            raise UsageError(f"--map: {name!r} is given twice.", _HINT + ".")
        columns[name] = column
    return ColumnMap(columns)


def complete(mapping: ColumnMap, columns: Iterable[str], place: str) -> ColumnMap:
    """The mapping with what was not declared guessed; raises `UsageError` for columns that are not there."""
    there = list(columns)
    found = dict(mapping.columns)
    for name, column in found.items():
        for single in column.split("+") if name == "wrong" else [column]:
            if single not in there:
                raise UsageError(f"{place}: there is no column {single!r}.", f"It has {_listed(there)}.")
    for name, usual in _USUAL.items():
        if name not in found and (guess := next((column for column in usual if column in there), None)):
            found[name] = guess
    for name in _REQUIRED:
        if name not in found:
            hint = f"It has {_listed(there)}. {_HINT}."
            raise UsageError(f"{place}: no column is known to hold the {name}.", hint)
    return ColumnMap(found)


def _listed(columns: list[str]) -> str:
    shown = ", ".join(repr(column[:40]) for column in columns[:12])
    return shown + (" …" if len(columns) > 12 else "") if columns else "no columns"
