"""The small hub and the small wheels."""

from support.model_fixtures import hub, model_bytes, told, wheelhouse

__all__ = ["hub", "model_bytes", "told", "wheelhouse"]
