"""What the doctor finds: values, made by checks that know no terminal."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from models.errors import ModelError
from tutor.vocabulary.errors import TutorError


class Status(StrEnum):
    """How bad it is: a fault prevents a problem from being solved here, a warning does not."""

    OK = "ok"
    WARNING = "warning"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. `advice` says what to do now, as a command where there is one."""

    name: str
    status: Status
    detail: str
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """A named look at one thing; it may find several."""

    name: str
    look: Callable[[], Sequence[Finding]]


def run_checks(checks: Iterable[Check]) -> tuple[Finding, ...]:
    """All findings in order. A check that fails is itself a finding and stops no other."""
    return tuple(finding for check in checks for finding in _run(check))


def can_solve(findings: Iterable[Finding]) -> bool:
    """Whether nothing found prevents a problem from being solved."""
    return all(finding.status is not Status.FAULT for finding in findings)


def _run(check: Check) -> Sequence[Finding]:
    try:
        return check.look()
    except (TutorError, ModelError) as error:
        return [Finding(check.name, Status.FAULT, error.message, error.hint)]
    except Exception as error:  # noqa: BLE001  the edge of one check: the others must still be made
        reason = f"this could not be checked: {type(error).__name__}: {error}"
        return [Finding(check.name, Status.WARNING, reason)]
