"""Short constructors of certificates."""

from tutor.vocabulary.verdict import Certificate, CertificateStatus, Method


def proved(method: Method, detail: str) -> Certificate:
    """Right beyond doubt, for the problem as it was read."""
    return Certificate(CertificateStatus.PROVED, method, detail)


def supported(method: Method, detail: str) -> Certificate:
    """Nothing against it and something for it."""
    return Certificate(CertificateStatus.SUPPORTED, method, detail)


def refuted(method: Method, detail: str) -> Certificate:
    """Wrong, and what shows it."""
    return Certificate(CertificateStatus.REFUTED, method, detail)


def unchecked(reason: str) -> Certificate:
    """Not checked, and why."""
    return Certificate(CertificateStatus.UNCHECKED, Method.NONE, reason)
