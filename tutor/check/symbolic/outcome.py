"""Why a tree becomes no sympy object; each error carries the reason a verdict gives."""

from tutor.vocabulary.verdict import Reason


class BuildError(Exception):
    """A tree that is not built."""

    reason = Reason.NO_METHOD


class TooLargeError(BuildError):
    """Its value would have too many digits or entries."""

    reason = Reason.TOO_LARGE


class NoMethodError(BuildError):
    """It means nothing sympy can be given."""
