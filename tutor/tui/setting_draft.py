"""The settings while they are being changed: what was opened, what was typed since. Knows no widgets."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tutor.vocabulary.settings import Settings


@dataclass(frozen=True, slots=True)
class SettingDraft:
    """The opened settings and the changes to them; what is set back to its opened value is no change."""

    opened: "Settings"
    changes: Mapping[str, object] = field(default_factory=dict)

    def with_value(self, name: str, value: object) -> "SettingDraft":
        """The draft after a setting got a (valid) value."""
        changes = {key: kept for key, kept in self.changes.items() if key != name}
        if value != getattr(self.opened, name):
            changes[name] = value
        return replace(self, changes=changes)

    @property
    def settings(self) -> "Settings":
        """The settings as they would be after saving."""
        return self.opened.model_copy(update=dict(self.changes))
