"""What untrusted text may carry to a terminal: letters, newlines and tabs.

Owns the one filter that every other module of this package sends foreign text
through. It knows nothing of mathematics or styles.
"""

import re

from tutor.vocabulary.encodable import replace_surrogates

__all__ = ["replace_surrogates", "sanitize"]

# Whole sequences are taken out only when they are complete; of a broken one only the
# control character goes, so that no visible character is lost with it.
_SEQUENCES = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]{0,64}[ -/]{0,8}[@-~]"  # CSI: colours, cursor moves
    r"|(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c\n]{0,1024}(?:\x07|\x1b\\|\x9c)"  # OSC, DCS, APC, …
)
_LINE_ENDS = re.compile("\r\n?|[\x85\u2028\u2029]")
# C0 without tab and newline, DEL, C1, marks of direction, zero-width and tag characters.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)
_SUSPECT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)


def sanitize(text: str) -> str:
    """The same text without escape sequences, control characters and marks that reorder or hide text.

    Newlines and tabs stay (every other line end becomes a newline), lone surrogates
    become U+FFFD. Markup of rich is not escaped: show the result as
    `rich.text.Text`, never as a markup string.
    """
    if not _SUSPECT.search(text):
        return text
    text = _LINE_ENDS.sub("\n", _SEQUENCES.sub("", text))
    return replace_surrogates(_HIDDEN.sub("", text))
