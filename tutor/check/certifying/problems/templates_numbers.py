"""Sentences that ask for numbers of some kind: percentages, statistics, sequences, units, figures."""

from tutor.check.certifying.problems import makers_figures as figures
from tutor.check.certifying.problems import makers_numbers as numbers
from tutor.check.certifying.problems.makers import Maker
from tutor.check.certifying.problems.makers_numbers import worked_out
from tutor.check.certifying.problems.tasks import MatrixOperation

_ASK = r"(?:find|compute|calculate|evaluate|determine|what(?: is|'s| are)|work out|give)\b"
_N = r"(?:⟦\d+⟧|-?[\d.,/]+)"
_MONEY = r"(?:\\?\$ ?)?"
_PERCENT = r" ?(?:\\?%|percent|per cent)?"
_MATH = r"(?P<math>.+?)"
_POINT = r"(?:⟦\d+⟧|\([^()]+\))"
_TWO_POINTS = rf"(?P<first>{_POINT}) (?:and|to) (?P<second>{_POINT})"
_MEASURE = (
    r"(?P<measure>mean|average|arithmetic mean|median|mode|range|population variance|sample variance"
    r"|(?:population|sample) standard deviation)"
)
_DATA = (
    r"(?:the )?(?:following |given )?"
    r"(?:(?:numbers|data(?: set)?|list|values|set)\b(?: of (?:numbers|data))?:? )?"
)
_KIND = r"(?P<kind>arithmetic|geometric)"
_STEP = r"(?:common (?:difference|ratio))"
_NTH = r"(?P<count>\d+|⟦\d+⟧)(?:st|nd|rd|th)? term"
_SUM = r"(?:the )?sum of (?:the )?first (?P<count>\d+|⟦\d+⟧) terms"
_GIVEN = (
    rf"(?:with|has|having) (?:a )?first term (?:of )?(?P<first>{_N})"
    rf" and (?:a )?{_STEP} (?:of )?(?P<step>{_N})"
)
_SAID = (
    rf"(?:an? |the )?(?:first term of an? {_KIND} (?:sequence|progression|series) is (?P<first>{_N}),?"
    rf"(?: and)?(?: the| its)? {_STEP} is (?P<step>{_N})\.?)"
)
_BASE = r"(?P<base>⟦\d+⟧|\d+|two|eight|ten|sixteen)"
_LINE = r"(?:the )?(?:line|graph|parabola|curve|function|quadratic(?: function)?)\b"
_OF_GRAPH = rf"of (?:{_LINE} )?(?:of )?(?:the (?:function|equation|parabola) )?{_MATH}"

PATTERNS: tuple[tuple[str, Maker], ...] = (
    # Percentages
    (
        rf"{_ASK} (?:the )?percent(?:age)? (?:increase|change)"
        rf" from {_MONEY}(?P<old>{_N}) to {_MONEY}(?P<new>{_N})",
        worked_out(lambda old, new: 100 * (new - old) / old, "old", "new", percent=True),
    ),
    (
        rf"{_ASK} (?:the )?percent(?:age)? decrease from {_MONEY}(?P<old>{_N}) to {_MONEY}(?P<new>{_N})",
        worked_out(lambda old, new: 100 * (old - new) / old, "old", "new", percent=True),
    ),
    (
        rf"express (?P<part>{_N}) as a percent(?:age)? of (?P<whole>{_N})",
        worked_out(lambda part, whole: 100 * part / whole, "part", "whole", percent=True),
    ),
    (
        rf"what percent(?:age)? of (?P<whole>{_N}) is (?P<part>{_N})",
        worked_out(lambda part, whole: 100 * part / whole, "part", "whole", percent=True),
    ),
    (
        rf"(?P<part>{_N}) is what percent(?:age)? of (?P<whole>{_N})",
        worked_out(lambda part, whole: 100 * part / whole, "part", "whole", percent=True),
    ),
    (
        rf"(?:(?:{_ASK} )?(?P<old>{_N}) increased by|increase (?P<old_>{_N}) by) (?P<rate>{_N}){_PERCENT}",
        numbers.changed(1),
    ),
    (
        rf"(?:(?:{_ASK} )?(?P<old>{_N}) decreased by|decrease (?P<old_>{_N}) by) (?P<rate>{_N}){_PERCENT}",
        numbers.changed(-1),
    ),
    (
        rf"(?:if )?(?P<rate>{_N}){_PERCENT} of (?:what number|a number) is (?P<part>{_N})"
        r"(?:, (?:what is|find) the number)?",
        worked_out(lambda rate, part: 100 * part / rate, "rate", "part"),
    ),
    (
        rf"(?P<part>{_N}) is (?P<rate>⟦\d+⟧|[\d.]+ ?(?:\\?%|percent|per cent)) of (?:what number|a number)"
        r"(?:[.,] (?:what is|find) the number)?",
        worked_out(lambda rate, part: 100 * part / rate, "rate", "part"),
    ),
    (
        rf"(?:after a (?P<rate>{_N}){_PERCENT} discount, the price is {_MONEY}(?P<part>{_N})(?: dollars)?"
        rf"|an item costs {_MONEY}(?P<part_>{_N})(?: dollars)? after a (?P<rate_>{_N}){_PERCENT} discount)"
        r"\.? (?:what (?:was|is)|find) the original price",
        numbers.before_discount,
    ),
    # Statistics
    (rf"{_ASK} (?:the )?{_MEASURE} (?:of|for) {_DATA}{_MATH}", numbers.statistic),
    # Prime factors, numerals
    (
        rf"{_ASK} (?:the )?prime factori[sz]ation (?:of|for) (?:the number )?{_MATH}",
        numbers.prime_factors,
    ),
    (
        rf"(?:write|express) {_MATH} as a product of (?:its )?(?:primes?|prime factors|prime numbers)",
        numbers.prime_factors,
    ),
    (
        rf"(?:convert|write|express|change)(?: the)?(?: decimal| binary)?(?: number)? {_MATH}"
        rf"(?: from base (?P<given>⟦\d+⟧|\d+))? (?:to|in|into|as)(?: a)? (?:base {_BASE}"
        r"|(?P<base_>binary|octal|decimal|hexadecimal)(?: form| notation| number)?)",
        numbers.in_base,
    ),
    (rf"{_ASK} {_MATH} in base {_BASE}", numbers.in_base),
    # Sequences
    (rf"{_ASK} (?:the )?{_NTH} of (?:the|an?) {_KIND} (?:sequence|progression) {_GIVEN}", numbers.term),
    (rf"{_ASK} (?:the )?{_NTH} of (?:the|an?) {_KIND} (?:sequence|progression):? {_MATH}", numbers.term),
    (rf"an? {_KIND} (?:sequence|progression) {_GIVEN}\. {_ASK} (?:the |its )?{_NTH}", numbers.term),
    (rf"{_SAID} {_ASK} (?:the )?{_NTH}", numbers.term),
    (rf"{_ASK} {_SUM} of (?:the|an?) {_KIND} (?:sequence|progression|series) {_GIVEN}", numbers.total),
    (rf"{_ASK} {_SUM} of (?:the|an?) {_KIND} (?:sequence|progression|series):? {_MATH}", numbers.total),
    (rf"{_SAID} {_ASK} {_SUM}", numbers.total),
    (rf"{_ASK} (?:the )?sum of the (?:infinite )?{_KIND} series:? {_MATH}", numbers.series),
    (rf"{_ASK} (?:the sum:? )?{_MATH}", numbers.series),
    # Units
    (
        rf"(?:convert|change|express) (?P<math>{_N}) ?(?P<unit>.+?) (?:to|into|in) (?P<target>.+)",
        numbers.convert,
    ),
    (
        r"how many (?P<target>.+?) (?:are|is)(?: there)? in (?P<math>⟦\d+⟧|[\d.,/]+) ?(?P<unit>.+)",
        numbers.convert,
    ),
    (
        rf"(?P<math>{_N}) ?(?P<unit>.+?) (?:is|equals?|are) how many (?P<target>.+)",
        numbers.convert,
    ),
    # Points, lines, parabolas, matrices
    (
        rf"{_ASK} (?:the )?(?:slope|gradient) of the line (?:that )?(?:passing through|passes through|through"
        rf"|joining|between|containing) (?:the points )?{_TWO_POINTS}",
        figures.slope_between,
    ),
    (rf"{_ASK} (?:the )?(?:slope|gradient) of the line(?: with equation)? {_MATH}", figures.slope_of_line),
    (rf"{_ASK} (?:the )?distance (?:between|from) (?:the points )?{_TWO_POINTS}", figures.distance),
    (
        rf"{_ASK} (?:the )?midpoint (?:of|between)"
        rf"(?: the (?:line )?segment (?:with endpoints|joining|between))?(?: the points)? {_TWO_POINTS}",
        figures.midpoint,
    ),
    (rf"{_ASK} (?:the )?(?:coordinates of the )?vertex {_OF_GRAPH}", figures.vertex),
    (rf"{_ASK} (?:the )?(?P<axis>[xy])-intercept {_OF_GRAPH}", figures.intercept),
    (
        rf"(?:at what point|where) does the graph {_OF_GRAPH} cross the (?P<axis>y)-axis",
        figures.intercept,
    ),
    (
        rf"{_ASK} (?:the )?determinant of (?:the matrix )?{_MATH}",
        figures.matrix(MatrixOperation.DETERMINANT),
    ),
    (rf"{_ASK} (?:the )?inverse of (?:the matrix )?{_MATH}", figures.matrix(MatrixOperation.INVERSE)),
    (
        rf"(?:multiply {_MATH} and (?P<second>.+)|{_ASK} (?:the )?matrix product (?P<math_>.+))",
        figures.matrix_product,
    ),
)
