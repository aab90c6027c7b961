"""Texts made to hurt: code to be evaluated, huge results, deep nesting, broken encodings.

Each shape takes a generator and the canary, a word that any code evaluated from a text
would contain; `{canary}` also is the path that such code would write.
"""

from collections.abc import Callable
from random import Random
from typing import Final

Shape = Callable[[Random, str], str]

_BRACKETS: Final = (
    ("(", ")"),
    ("[", "]"),
    ("{", "}"),
    (r"\{", r"\}"),
    ("|", "|"),
    (r"\left(", r"\right)"),
    (r"\frac{1}{", "}"),
    (r"\sqrt{", "}"),
    (r"\text{", "}"),
    ("f(", ")"),
    ("-", ""),
    ("x^{", "}"),
    ("x_{", "}"),
    (r"\lfloor ", r"\rfloor"),
    (r"\begin{pmatrix}", r"\end{pmatrix}"),
    (r"\sum_{k=1}^{", "}k"),
    (r"\int_0^{", "} x dx"),
    (r"\boxed{", "}"),
    ("sin ", ""),
    ("2**", ""),
    (r"\binom{2}{", "}"),
)
_INJECTIONS: Final = (
    "__import__('os').system('touch {canary}')",
    "open('{canary}','w').write('x')",
    "exec(\"open('{canary}','w')\")",
    "eval('open(\\'{canary}\\',\\'w\\')')",
    "().__class__.__bases__[0].__subclasses__()  # {canary}",
    "x.__class__.__init__.__globals__['{canary}']",
    "lambda: '{canary}'",
    "(lambda {word}: {word})(1)",
    "[{word} for {word} in (1,2)]",
    "__{word}__",
    "x + __builtins__.{word}",
    "Symbol('{canary}').func.__mro__",
    "Function('{word}')(1)",
    "sympify('{canary}')",
    "os.environ['{word}'] = '1'",
    "f(x)={word}; import os",
    r"\text{{__import__('os').mkdir('{canary}')}}",
    r"\operatorname{{__import__}}('{word}')",
    r"\mathrm{{exec}}({word})",
    "x_{{__import__('os').mkdir('{canary}')}}",
    "{{{{{word}}}}}",
    "${{{word}}}",
    "%({word})s",
    "'; DROP TABLE {word}; --",
    '"""{word}"""',
    "1 if {word} else 2",
    "{word}:=1",
    "@{word}",
    "x={word}\nimport os",
    r"\def\a{{\a{word}}}\a",
    r"\newcommand{{\x}}{{\x\x {word}}}\x",
    r"\input{{{canary}}}",
    r"\write18{{touch {canary}}}",
    r"\csname {word}\endcsname",
)
_BIG: Final = (
    "9^{{9^{{{n}}}}}",
    "{n}^{{{n}^{{{n}^{{{n}}}}}}}",
    "{n}{n}{n}!",
    "({n}{n}!)!",
    r"\binom{{{n}{n}{n}{n}}}{{{n}{n}{n}}}",
    "2**{n}{n}{n}{n}{n}",
    "10^{{{n}{n}{n}}}+1=10^{{{n}{n}{n}}}",
    "(x+y+z)^{{{n}{n}{n}}}",
    "(1+x)^{{{n}{n}}}=1",
    r"\sum_{{k=1}}^{{{n}{n}{n}{n}}} k^{n}",
    r"\sum_{{k=1}}^{{{n}{n}{n}}} \frac{{1}}{{k!}}",
    r"\prod_{{k=1}}^{{{n}{n}{n}{n}}} k",
    r"\int_0^{{{n}}} e^{{-x^{n}}} \sin(x^{n})\ln(x+{n}) dx",
    r"\int \frac{{x^{n}+1}}{{x^{{{n}{n}}}-x+{n}}} dx",
    r"\frac{{d^{{{n}{n}{n}}}}}{{dx^{{{n}{n}{n}}}}} \tan x",
    r"\lim_{{x\to 0}} x^{{x^{{x^{{{n}}}}}}}",
    "x^{{{n}{n}{n}}}-{n}x+1=0",
    "sin(sin(sin(x^{n})))^{{{n}{n}}} = cos(x)",
    r"\sqrt[{n}{n}]{{{n}{n}{n}{n}{n}{n}{n}}}",
    r"\log_{{{n}}}({n}^{{{n}{n}{n}{n}}})",
    r"\gcd(10^{{{n}{n}{n}}}, {n}^{{{n}{n}{n}}})",
    r"{n}^{{{n}{n}{n}{n}{n}}} \equiv 1 \pmod {{{n}{n}{n}{n}{n}{n}}}",
    r"\zeta({n}) \Gamma({n}{n}{n}{n}.5)",
    "1e{n}{n}{n}{n}{n}",
    "0.{n}e-{n}{n}{n}{n}{n}",
    "{n}" + "%" * 40,
    "{n}!!!!!!!!",
    "{n}^-{n}^-{n}^-{n}",
    r"\left(\frac{{{n}}}{{{n}{n}}}\right)^{{{n}{n}{n}{n}{n}}}",
    "|x|+|x-1|+|x-{n}|=|x^{n}-x|^{n}",
    r"e^{{e^{{e^{{e^{{{n}}}}}}}}} = e^{{e^{{e^{{e^{{{n}.0001}}}}}}}}",
    r"\sqrt{{x+\sqrt{{x+\sqrt{{x+\sqrt{{x+{n}}}}}}}}}=x",
    r"\sin({n}{n}{n}{n}{n}{n}{n}^{{{n}}})",
    r"\arcsin({n}^{{{n}{n}}})",
)
_NOISE: Final = (
    "\x00\x07\x1b\x7f\x85\u00ad\u200b\u200e\u202e\u2028\u2066\ufeff\ufffd\ud800\udfff\U000e0041\U0001f600"
)
_ANSI: Final = ("\x1b[31m", "\x1b[2J", "\x1b]0;title\x07", "\x1b[1;1H", "\x9b31m")


def inject(random: Random, canary: str) -> str:
    """Code where mathematics is expected."""
    text = random.choice(_INJECTIONS).format(canary=canary, word=canary.rsplit("/", 1)[-1])
    return random.choice(("{}", "x+{}", "{}=1", "$ {} $", r"\frac{{{}}}{{2}}", "1, {}")).format(text)


def enlarge(random: Random, _: str) -> str:
    """Little text, huge or hard result."""
    return random.choice(_BIG).format(n=random.randint(2, 99))


def nest(random: Random, _: str) -> str:
    """Brackets within brackets, balanced or not."""
    opening, closing = random.choice(_BRACKETS)
    depth = random.choice((5, 20, 39, 41, 200, 1000, 5000))
    closed = random.choice((depth, depth, depth - 1, depth + 1, 0))
    return opening * depth + "1" + closing * closed


def unbalance(random: Random, _: str) -> str:
    """A soup of brackets of every kind."""
    pieces = [piece for pair in _BRACKETS for piece in pair]
    return "".join(random.choice((*pieces, "1", "x", ",")) for _ in range(random.randint(2, 40)))


def lengthen(random: Random, canary: str) -> str:
    """Long lines, up to a million characters."""
    unit = random.choice(
        ("1", "x", "1+", "(", "x=", "a,", "-", " ", "\\", "é", "word ", "1;", "^", "!", canary)
    )
    return unit * (random.choice((300, 1_900, 3_900, 20_000, 1_000_000)) // len(unit))


def garble(random: Random, _: str) -> str:
    """Control characters, broken surrogates, terminal codes, direction marks."""
    scraps = (*_NOISE, *_ANSI, "1", "+", "x", "=", "2", "\\frac", "{", "}")
    return "".join(random.choice(scraps) for _ in range(random.randint(1, 30)))


def widen(random: Random, _: str) -> str:
    """Matrices, sets and sums with very many members."""
    count = random.choice((30, 100, 1000))
    row = "&".join(["1"] * count)
    return random.choice(
        (
            rf"\begin{{pmatrix}}{(row + chr(92) * 2) * random.choice((1, 30, count))}\end{{pmatrix}}",
            r"\{" + ",".join(str(random.randint(0, 9**9)) for _ in range(count)) + r"\}",
            "+".join(f"x^{{{number}}}" for number in range(count)),
            "=".join(["1"] * count),
            " or ".join(f"x={number}" for number in range(count)),
            "*".join(f"(x_{{{number}}}+1)" for number in range(count)),
            r"\cup".join(f"({number},{number + 1})" for number in range(count)),
            rf"\det\begin{{pmatrix}}{(row + chr(92) * 2) * count}\end{{pmatrix}}",
        )
    )


SHAPES: Final[tuple[Shape, ...]] = (
    inject,
    inject,
    enlarge,
    enlarge,
    nest,
    unbalance,
    lengthen,
    garble,
    widen,
)
"""Injections and huge results come twice as often as the others."""
