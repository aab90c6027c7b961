"""The signs that stdout can show and the settings want."""

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tutor.render.glyphs import Glyphs
    from tutor.vocabulary.settings import Settings


def stdout_glyphs(settings: "Settings | None" = None) -> "Glyphs":
    """The signs for results on stdout; the settings are read where none are given."""
    from tutor.render.glyphs import glyphs_for
    from tutor.vocabulary.settings import load_settings

    return glyphs_for(getattr(sys.stdout, "encoding", None), settings or load_settings())
