"""How numbers are spelled: thousands, decimals, bases, scientific notation, times of day."""

import re
from typing import Final

from tutor.check.reading import notation as n

_THOUSANDS = r"\d{1,3}(?:(?:,(?:\\!\s*)?|\{,\}|\\,)\d{3})+(?!\d)(?!,\d)"
NUMERAL: Final = re.compile(
    rf"""(?P<clock>(?P<hour>\d{{1,2}})(?::(?P<minute>\d\d))?(?:[\s~]|\\[,\s])*
            (?:\\(?:text|mathrm)\s*\{{[\s~]*(?P<half>[apAP])\.?\s*[mM]\.?\s*\}}|(?P<dotted>[apAP])\.\s?[mM]\.
            |(?<=:\d\d)\s?(?P<bare>[apAP])[mM]\b)|(?P<day>\d{{1,2}}:\d\d:\d\d))
    |(?P<lined>\d*\.\d*?)(?P<overlined>(?:\d\u0305)+)
    |(?P<repeating>(?P<fixed>\d*\.\d*)\\(?:overline|bar|dot)\s*\{{(?P<period>\d+)\}}|\d+\.\((?P<bracketed>\d+)\))
    |(?P<continued>\d*\.\d+)(?:\.\.\.|…|\\[lc]?dots(?![a-z]))
    |(?P<scientific>(?:\d+\.\d*[eE][+-]?\d+|1[eE][+-]?\d+|\d+[eE](?:\d+|[+-]\d\d+))(?![\w.]))
    |(?P<based>\d[0-9A-F]*)_(?:\{{\s*(?P<base>\d{{1,2}})\s*\}}|(?P<digit>\d\d?))(?!\d)
    |(?P<thousands>(?<![\d.])(?<!\d,){_THOUSANDS})(?P<places>\.\d+)?
    |(?P<plain>\d+\.\d+|\.\d+|\d+)""",
    re.VERBOSE | re.ASCII,
)


def special_number(match: re.Match[str]) -> n.Meaning:
    """The token of a numeral that is neither plain digits nor digits in thousands."""
    found = match.groupdict()
    if found["clock"]:
        half = found["half"] or found["dotted"] or found["bare"]
        return n.CLOCK, found["day"] or f"{found['hour']}:{found['minute'] or '00'}{half.lower()}m"
    if found["overlined"]:
        return n.REPEATING, f"{found['lined']}_{found['overlined'].replace(chr(0x305), '')}"
    if found["repeating"]:
        if found["bracketed"]:
            return n.REPEATING, match.group().partition("(")[0] + "_" + found["bracketed"]
        return n.REPEATING, f"{found['fixed']}_{found['period']}"
    if found["continued"]:
        return n.CONTINUED, found["continued"]
    if found["scientific"]:
        return n.SCIENTIFIC, found["scientific"]
    return n.BASED, f"{found['based']}_{found['base'] or found['digit']}"
