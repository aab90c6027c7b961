"""Texts as students and models write them, and the scraps that broken ones are made of."""

from typing import Final

SEEDS: Final = (
    "2x+3=11",
    "x^2-5x+6=0",
    r"\frac{3}{4}",
    r"3\frac{1}{2}",
    "1/2+1/3=5/6",
    r"\sqrt{x^2+1}",
    r"\sqrt[3]{54}=3\sqrt[3]{2}",
    "(x-2)(x-3)",
    r"x=\frac{-b\pm\sqrt{b^2-4ac}}{2a}",
    "x=1 or x=-3",
    r"\{1,2,3\}",
    "(3,4)",
    r"(-\infty,2]\cup[5,\infty)",
    r"-1\le x<4",
    r"\begin{pmatrix}1&2\\3&4\end{pmatrix}",
    r"\begin{cases}x+y=3\\x-y=1\end{cases}",
    "3+4i",
    r"\log_2 8=3",
    r"\ln(x+1)",
    r"\sin^2 x+\cos^2 x=1",
    r"30^\circ",
    r"\frac{\pi}{4}+k\pi",
    r"\binom{n}{2}=\frac{n(n-1)}{2}",
    "5!=120",
    r"\sum_{k=1}^{n}k^2",
    r"\int_0^1 x^2\,dx=\frac13",
    r"\lim_{x\to 0}\frac{\sin x}{x}=1",
    r"\frac{d}{dx}x^3=3x^2",
    "f(x)=2x+1",
    "12,345.67",
    r"25\%",
    r"\$15.50",
    r"3.2\times10^4",
    "1011_2",
    r"0.1\overline{6}",
    "5 cm",
    r"36\text{ km/h}",
    "yes",
    r"\text{no solution}",
    r"\textbf{(C)}",
    r"\boxed{42}",
    "2(5)=10",
    r"17\equiv 2\pmod{5}",
    r"\lfloor 3.7\rfloor",
    "|x-3|<2",
    "y = -2(x-1)^2+3",
    r"\{x\mid x>3\}",
    r"\mathbb{R}\setminus\{0\}",
    "√2·x² ≤ π",
    "a_n=3n-1",
    "e^{i\\pi}+1=0",
    "1, 2, \\ldots, n",
    "3:4",
    "2^{10}=1024",
    r"\langle 1,2,3\rangle",
    "let x = 3, then 2x = 6",
)
"""Whole pieces of mathematics, one of nearly every kind."""

_COMMANDS: Final = r"""
\frac \sqrt \left( \right) \left[ \right. \{ \} \binom \sum_ \prod_ \int \lim_ \to \infty \pi \theta
\cdot \times \div \pm \mp \le \ge \ne \equiv \pmod \in \cup \cap \setminus \emptyset \mid
\text{ \mathrm{ \operatorname{ \mathbb{R} \overline{ \hat \vec \, \; \! \quad \\ & \boxed{ \over
\sin \cos \tan \arcsin \log_ \ln \exp \max \gcd \lfloor \rfloor \lceil \rceil ^\circ ^{-1} _{10}
\begin{pmatrix} \end{pmatrix} \begin{cases} \end{cases} \begin{array}{cc} \end{array} \begin{
% dx x= x^2 10^ 1/2 ** <= >= != ->
"""
SCRAPS: Final[tuple[str, ...]] = (
    *"0123456789xyzabnkeiXABfg+-*/^_=<>()[]{}|!%$&,.;:'\"\\~#@? \n\t",
    *"√∛²³π∞≤≥≠±×÷·−∈∪∩∅½θαβ°∑∫⟨⟩…",
    *_COMMANDS.split(),
    " or ",
    " and ",
    " if ",
    " cm",
    " km/h",
    " degrees",
)
"""What is put in and strung together."""

PROBLEMS: Final = (
    "Solve {}.",
    "Solve ${}$ for $x$.",
    "Simplify {}.",
    "Factor ${}$.",
    "Evaluate ${}$.",
    "Find the derivative of ${}$.",
    "Compute the sum {}.",
    "What is {}?",
    "Find the roots of {}.",
    "Convert {} to base 7.",
)
"""Sentences around a text, as problems have them."""
