"""From a comparison with what was worked out to a certificate."""

from tutor.check.certifying.verdicts import proved, refuted, supported, unchecked
from tutor.vocabulary.verdict import Certificate, Comparison, Equality, Method


def judged(result: Comparison, shows: str, method: Method = Method.EVALUATED) -> Certificate:
    """Equal is right, different is wrong; what shows it is the right value."""
    match result.equality:
        case Equality.PROVED:
            return proved(method, shows)
        case Equality.NUMERIC:
            return supported(Method.COMPARED, shows)
        case Equality.DIFFERENT:
            return refuted(method, shows)
    return unchecked(result.detail)
