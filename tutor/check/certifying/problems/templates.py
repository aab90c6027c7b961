"""Whole sentences that ask for one thing, each with the task it sets.

The whole sentence must match: a word too many, and the problem has no task. What
stands in a slot must be read to its end as mathematics without words. Patterns are
tried in turn; one whose slots hold something else gives way to the next.
"""

import re
from dataclasses import replace

from tutor.check.certifying.problems import makers, templates_numbers
from tutor.check.certifying.problems.conditions import conditioned
from tutor.check.certifying.problems.makers import Maker
from tutor.check.certifying.problems.sentences import Sentence, sentence_of
from tutor.check.certifying.problems.tasks import Form, Solve, Task
from tutor.check.reading.tree import Call, FunctionName
from tutor.check.trees import walk

_ASK = r"(?:find|compute|calculate|evaluate|determine|what(?: is|'s| are)|work out|give|obtain|state)\b"
_KIND = (
    r"(?:(?:following|given|linear|quadratic|cubic|quartic|polynomial|rational|radical|exponential|logarithmic"
    r"|literal|absolute value|algebraic|trigonometric|simple|this|these)\b ?)*"
)
_NOUN = (
    r"(?:(?:equations?|proportions?|systems?(?: of (?:linear |two |three )?equations)?"
    r"|inequality|inequalities)\b)"
)
_BY = r"(?: (?:by|using|via|with) (?:the )?[a-z ]{3,40}?)?"
_LETTER = r"(?P<letter>⟦\d+⟧|\\?[A-Za-z]+(?:_\{?\w+\}?)?|[α-ω])"
_ONE_LETTER = r"(?P<letter>⟦\d+⟧|[A-Za-zα-ω]|\\(?:theta|alpha|beta|gamma|phi|varphi|omega))"
_ONE = r"(?:⟦\d+⟧|[A-Za-z])"
_FOR = rf"(?: for (?:the (?:variable|unknown) )?{_LETTER})?"
_WANTED = r"(?:(?P<wanted>real|positive|negative|integer)\b)?"
_MATH = r"(?P<math>.+?)"
_TO = r"(?::? )"
_EXPRESSION = (
    r"(?:(?:the )?(?:(?:following|numerical|algebraic|rational|radical|given|polynomial|complex) )*"
    r"(?:expressions?|polynomials?|fractions?|radicals?)\b)?"
)
_OPERATION = (
    r"(?P<noun>product|sum|difference|quotient|square|cube|(?:(?:in)?definite )?integral|limit|derivative)\b"
)
_IF = (
    r"(?:if|such that|so that|when|where|given(?: that)?|for which|that satisf(?:y|ies)"
    r"|satisf(?:y|ies|ying)|in)"
)
_SAID = r"(?:if|given(?: that)?|let|for(?: the function)?|suppose(?: that)?|the function)"
_AT = r"(?: (?:at|when|for|if|where) (?P<values>.+?))?"
_RESPECT = rf"(?: with respect to {_ONE_LETTER})?"
_BETWEEN = r"(?: (?:from|between) (?P<lower>.+?) (?:to|and) (?P<upper>.+?))?"
_GREATEST = r"(?:(?:greatest|highest) common (?:divisor|factor)(?: \(\w+\))?|gcd|gcf|hcf)"
_LEAST = r"(?:(?:least|lowest|smallest) common (?:multiple|denominator)(?: \(\w+\))?|lcm)"
_SHORTER = (
    r"(?:simplify|reduce|rationalize(?: the denominator(?: of)?)?|add or subtract|add|subtract|divide"
    r"|multiply|combine|perform the(?: indicated)? (?:operations?|division|multiplication))\b"
    r"(?:,? and (?:simplify|reduce|write the answer in scientific notation))?"
)
_LONGER = (
    r"(?:expand and simplify|multiply out|expand|multiply|distribute)\b(?: out)?"
    r"(?: and simplify| and combine like terms)?"
)

_PATTERNS: tuple[tuple[str, Maker], ...] = (
    # Equations, systems, inequalities
    (rf"solve(?: the)? ?{_KIND}{_NOUN}?{_FOR}{_BY}{_TO}{_MATH}", makers.solve),
    (
        rf"solve(?: the)? {_KIND}(?:(?:equation|inequality) )?{_MATH}{_FOR}"
        r"(?: over the reals?(?: numbers)?)?",
        makers.solve,
    ),
    (
        rf"solve for (?P<letters>{_ONE}(?:(?:,| and|, and) {_ONE})+){_TO}{_MATH}",
        makers.solve,
    ),
    (rf"{_ASK}(?: the)? solutions? (?:of|to)(?: the)? ?{_KIND}{_NOUN}?{_TO}{_MATH}", makers.solve),
    (
        rf"(?:{_ASK}|solve for|what)(?: all)?(?: the)? ?{_WANTED} ?(?:(?:values?|numbers?|solutions?)\b)?"
        rf"(?: of| for)? ?{_ONE_LETTER}(?: {_IF}(?: the (?:equation|inequality))?|:|,) ?{_MATH}",
        makers.find_letter,
    ),
    (
        rf"(?:if|given(?: that)?|suppose(?: that)?) {_MATH}[,.]? (?:then )?(?:{_ASK}|solve for)(?: the)?"
        rf"(?: value of)? {_ONE_LETTER}",
        makers.find_letter,
    ),
    (rf"{_MATH}[.,;] (?:{_ASK}|solve for)(?: the)?(?: value of)? {_ONE_LETTER}", makers.find_letter),
    (
        rf"{_ASK}(?: all)?(?: of)?(?: the)? ?(?:(?:exact|general)\b )?{_WANTED}"
        r" ?(?:roots?|zeros?|zeroes|solutions?) (?:of|to|for)"
        rf"(?: the)? {_KIND}(?:(?:equation|function|polynomial) )?{_MATH}(?: ?= ?0)?",
        makers.solve_roots,
    ),
    (
        rf"{_ASK} (?:a )?(?P<degree>quadratic|cubic|quartic) (?:polynomial )?equation"
        rf" (?:with|that has|having)(?: the)? (?:solutions?|roots?) {_MATH}",
        makers.with_roots,
    ),
    # Values
    (
        rf"{_SAID} (?P<definition>.+?)[,.;]? (?:then )?{_ASK}(?: the value of)? {_MATH}",
        makers.function_value,
    ),
    (rf"{_ASK} {_MATH} (?:if|given(?: that)?|where|when|for) (?P<definition>.+)", makers.function_value),
    (
        rf"(?:evaluate|simplify|compute|calculate|find|what is)\b(?: the)?(?: value of)? ?{_EXPRESSION}"
        rf"(?:using the given values:?)? ?{_MATH}[,;]? (?:when|for|if|at|where|with|given(?: that)?|using)"
        r" (?P<values>.+)",
        makers.value_given,
    ),
    (
        rf"(?:evaluate|compute|calculate)\b ?(?:using the given values:?)? ?{_MATH}; (?P<values>.+)",
        makers.value_given,
    ),
    (rf"(?:{_ASK} )?(?P<part>⟦\d+⟧|[\d.]+) ?(?:\\?%|percent|per cent) of {_MATH}", makers.percent),
    (rf"{_ASK} (?P<part>⟦\d+⟧|\d+/\d+) of {_MATH}", makers.fraction_of),
    (rf"(?:{_ASK} )?(?:the )?{_GREATEST} of (?:the numbers )?{_MATH}", makers.divisors(FunctionName.GCD)),
    (rf"(?:{_ASK} )?(?:the )?{_LEAST} of (?:the numbers )?{_MATH}", makers.divisors(FunctionName.LCM)),
    (rf"(?:{_ASK} )?(?:the )?remainder when {_MATH} is divided by (?P<divisor>.+)", makers.remainder),
    # Calculus
    (
        rf"(?:{_ASK} )?(?:the )?(?P<order>first |second |third |fourth )?derivative (?:of|for)"
        rf"(?: the function)? {_MATH}{_RESPECT}{_AT}",
        makers.differentiate,
    ),
    (rf"differentiate\b(?: the function)? {_MATH}{_RESPECT}{_AT}", makers.differentiate),
    (
        rf"(?:(?:{_ASK} )?(?:an? |the )?(?:(?:in)?definite )?(?:integral|anti-?derivative) of|integrate)\b"
        rf"(?: the function)? {_MATH}{_RESPECT}{_BETWEEN}",
        makers.integrate,
    ),
    (
        rf"(?:{_ASK} )?(?:the )?limit of {_MATH},? as {_ONE_LETTER}"
        rf" (?:approaches|tends to|goes to|->|→) (?P<point>.+)",
        makers.limit,
    ),
    # The same in another form
    (
        rf"(?:factori[sz]e|factor)\b(?: completely| fully)?(?: the)? ?{_EXPRESSION}(?: completely)?:? ?"
        rf"{_MATH}(?: completely| fully)?",
        makers.value(Form.FACTORED),
    ),
    (rf"write {_MATH} in (?:completely )?factored form", makers.value(Form.FACTORED)),
    (
        rf"{_LONGER}(?: the)? ?(?:(?:product|brackets?)\b)? ?{_EXPRESSION}:? ?{_MATH}",
        makers.value(Form.EXPANDED),
    ),
    (
        rf"{_SHORTER}(?: the)? ?{_EXPRESSION}(?: and simplify)?(?: by combining like terms)?:? ?{_MATH}",
        makers.value(Form.SIMPLE),
    ),
    (rf"write {_MATH} in (?:simplest|simplified) form", makers.value(Form.SIMPLE)),
    (rf"(?:{_ASK}|simplify)(?: the)? {_OPERATION}:? {_MATH}", makers.operation),
    (
        rf"(?:{_ASK}|solve\b)(?: the)? ?(?:(?:exact )?(?:value|result) of|(?:exact )?value:)? ?"
        rf"{_EXPRESSION}:? ?{_MATH}",
        makers.value(Form.ANY),
    ),
    (rf"{_MATH} ?=?", makers.value(Form.ANY)),
)
_LONGEST = 400  # no sentence that one template fits whole is longer; keeps matching cheap
_TEMPLATES = [
    (re.compile(pattern, re.IGNORECASE), make) for pattern, make in (*_PATTERNS, *templates_numbers.PATTERNS)
]


def task_of(problem: str) -> Task | None:
    """The task a problem sets, or None when no template fits it whole."""
    sentence = sentence_of(problem)
    if len(sentence.words) > _LONGEST:
        return None
    return _task_of(sentence) or _task_with_domain(sentence)


def _task_with_domain(sentence: Sentence) -> Task | None:
    """An equation to be solved where its unknown lies in an interval."""
    for found in conditioned(sentence):
        task = _task_of(found.sentence)
        if isinstance(task, Solve) and found.unknown in (None, task.unknown):
            return None if _is_of_remainders(task) else replace(task, domain=found.domain)
    return None


def _is_of_remainders(task: Solve) -> bool:
    """2x = 8 mod 10: in an interval whole numbers are meant."""
    return any(isinstance(node, Call) and node.function is FunctionName.MOD for node in walk(task.equation))


def _task_of(sentence: Sentence) -> Task | None:
    for pattern, make in _TEMPLATES:
        found = pattern.fullmatch(sentence.words)
        task = make(sentence, found) if found else None
        if task is not None:
            return task
    return None
