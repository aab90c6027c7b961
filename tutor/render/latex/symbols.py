"""What the commands of LaTeX look like in Unicode. Tables only, and the way to pylatexenc's longer ones."""

from functools import cache

from tutor.render.latex.pieces import Kind

_ORDINARY = """
alpha α  beta β  gamma γ  delta δ  epsilon ε  varepsilon ε  zeta ζ  eta η  theta θ  vartheta ϑ  iota ι
kappa κ  lambda λ  mu μ  nu ν  xi ξ  pi π  varpi ϖ  rho ρ  varrho ϱ  sigma σ  varsigma ς  tau τ  upsilon υ
phi φ  varphi φ  chi χ  psi ψ  omega ω  Gamma Γ  Delta Δ  Theta Θ  Lambda Λ  Xi Ξ  Pi Π  Sigma Σ
Upsilon Υ  Phi Φ  Psi Ψ  Omega Ω
infty ∞  emptyset ∅  varnothing ∅  ell ℓ  hbar ℏ  imath ı  jmath ȷ  Re Re  Im Im  aleph ℵ  partial ∂
nabla ∇  angle ∠  measuredangle ∡  triangle △  square □  Box □  blacksquare ■  qed ∎  forall ∀  exists ∃
nexists ∄  neg ¬  lnot ¬  top ⊤  bot ⊥  prime ′  degree °  circ ∘  bullet •  star ⋆  checkmark ✓
dots …  ldots …  cdots ⋯  vdots ⋮  ddots ⋱  dotsc …  dotsb ⋯  dotso …  pounds £  euro €  copyright ©
diamond ⋄  dagger †  clubsuit ♣  diamondsuit ♢  heartsuit ♡  spadesuit ♠  backslash \\  infinity ∞
"""
_BINARY = """
pm ±  mp ∓  times ×  div ÷  ast ∗  cup ∪  cap ∩  setminus ∖  smallsetminus ∖  oplus ⊕  ominus ⊖
otimes ⊗  odot ⊙  wedge ∧  land ∧  vee ∨  lor ∨  sqcup ⊔  uplus ⊎  bmod mod
"""
_RELATIONS = """
le ≤  leq ≤  leqslant ≤  leqq ≤  ge ≥  geq ≥  geqslant ≥  geqq ≥  ne ≠  neq ≠  lt <  gt >  approx ≈
approxeq ≈  sim ∼  simeq ≃  cong ≅  equiv ≡  propto ∝  ll ≪  gg ≫  in ∈  notin ∉  ni ∋  subset ⊂
subseteq ⊆  subsetneq ⊊  supset ⊃  supseteq ⊇  nsubseteq ⊈  mid |  nmid ∤  parallel ∥  nparallel ∦
perp ⟂  to →  rightarrow →  longrightarrow →  gets ←  leftarrow ←  longleftarrow ←  leftrightarrow ↔
longleftrightarrow ↔  Rightarrow ⇒  Longrightarrow ⇒  implies ⇒  Leftarrow ⇐  impliedby ⇐
Leftrightarrow ⇔  Longleftrightarrow ⇔  iff ⇔  mapsto ↦  longmapsto ↦  uparrow ↑  downarrow ↓  prec ≺
succ ≻  models ⊨  vdash ⊢  therefore ∴  because ∵  doteq ≐  coloneqq :=  colon :  hookrightarrow ↪
rightleftharpoons ⇌  leadsto ↝  ngtr ≯  nless ≮  nleq ≰  ngeq ≱  triangleq ≜  asymp ≍
"""
_BIG = """
bigcup ⋃  bigcap ⋂
sum ∑  prod ∏  coprod ∐  int ∫  iint ∬  iiint ∭  oint ∮  lim lim  limsup limsup  liminf liminf
max max  min min  sup sup  inf inf  argmax argmax  argmin argmin
"""
_OPENERS = "lbrace {  lbrack [  lparen (  langle ⟨  lfloor ⌊  lceil ⌈  lvert |  lVert ‖  lgroup (  ulcorner ⌜"
_CLOSERS = "rbrace }  rbrack ]  rparen )  rangle ⟩  rfloor ⌋  rceil ⌉  rvert |  rVert ‖  rgroup )  urcorner ⌝"


def _words(table: str) -> frozenset[str]:
    return frozenset(table.split())


FUNCTIONS = _words(
    "sin cos tan cot sec csc sinh cosh tanh coth sech csch arcsin arccos arctan arccot arcsec arccsc "
    "ln log lg exp det dim ker deg gcd lcm hom arg tr rank sgn sign Pr erf"
)
# words that stand in formulas without \\text round them
CONNECTIVES = frozenset({"or", "and", "if", "for", "when", "where", "then", "otherwise"})
# the content is shown, the command is not
TRANSPARENT = _words(
    "boxed fbox cancel bcancel xcancel sout ensuremath mathstrut smash mathop mathrel mathbin mathord "
    "mathopen mathclose mathpunct underbrace overbrace boldsymbol bm pmb mathbf mathit mathsf mathtt "
    "mathcal mathscr mathfrak mathnormal displaylines substack llap rlap"
)
UPRIGHT = _words("text textrm textbf textit textsf texttt textnormal mbox hbox emph textup textsc")
NAMED = _words("operatorname mathrm")
# changes of size, style and space that leave no trace
INVISIBLE = _words(
    "displaystyle textstyle scriptstyle scriptscriptstyle limits nolimits nonumber notag hline hfill strut "
    "big Big bigg Bigg bigl Bigl biggl Biggl bigr Bigr biggr Biggr bigm Bigm biggm Biggm centering noindent "
    "allowbreak nobreak relax protect par normalsize small large Large bf it toprule midrule "
    "bottomrule rm ! - / medskip smallskip bigskip"
)
# so many arguments that are layout, not content
LAYOUT_ARGUMENTS = {
    "hspace": 1,
    "vspace": 1,
    "label": 1,
    "color": 1,
    "phantom": 1,
    "hphantom": 1,
    "vphantom": 1,
    "textcolor": 1,
    "colorbox": 1,
    "cline": 1,
    "rule": 2,
    "raisebox": 1,
}
SPACES = {
    **dict.fromkeys([",", ";", ":", ">", " ", "\n", "\t", "thinspace", "enspace", "space", "medspace"], " "),
    **dict.fromkeys(["nobreakspace", "thickspace"], " "),
    "quad": "  ",
    "qquad": "  ",
}
BLACKBOARD = dict(zip("CHNPQRZABDEFIKS", "ℂℍℕℙℚℝℤ𝔸𝔹𝔻𝔼𝔽𝕀𝕂𝕊", strict=True))
NEGATED = dict(zip("=<>∈∋⊂⊃⊆⊇≡≤≥|∥≈≅∼∃", "≠≮≯∉∌⊄⊅⊈⊉≢≰≱∤∦≉≇≁∄", strict=True))
CHARACTERS: dict[str, tuple[str, Kind]] = {
    "+": ("+", Kind.BINARY),
    "-": ("−", Kind.BINARY),
    "−": ("−", Kind.BINARY),
    "–": ("−", Kind.BINARY),
    "±": ("±", Kind.BINARY),
    "+/-": ("±", Kind.BINARY),
    "×": ("×", Kind.BINARY),
    "÷": ("÷", Kind.BINARY),
    "∪": ("∪", Kind.BINARY),
    "∩": ("∩", Kind.BINARY),
    "*": ("·", Kind.DOT),
    "·": ("·", Kind.DOT),
    "⋅": ("·", Kind.DOT),
    "/": ("/", Kind.SLASH),
    "<=": ("≤", Kind.RELATION),
    ">=": ("≥", Kind.RELATION),
    "=>": ("⇒", Kind.RELATION),
    "->": ("→", Kind.RELATION),
    ":=": (":=", Kind.RELATION),
    **{character: (character, Kind.RELATION) for character in "=<>≤≥≠≈≡∈∉⊂⊆→⇒⇔↔≅∼"},
    **{character: (character, Kind.OPEN) for character in "([⌊⌈⟨"},
    **{character: (character, Kind.CLOSE) for character in ")]⌋⌉⟩"},
    **{character: (character, Kind.PUNCTUATION) for character in ",;"},
    **{character: (character, Kind.POSTFIX) for character in "!%?°"},
    **{character: (character, Kind.BIG) for character in "∑∏∫∬∭∮"},
    "~": (" ", Kind.SPACE),
}


def _entries(table: str, kind: Kind) -> dict[str, tuple[str, Kind]]:
    words = table.split()
    return {name: (symbol, kind) for name, symbol in zip(words[::2], words[1::2], strict=True)}


COMMANDS: dict[str, tuple[str, Kind]] = {
    **_entries(_ORDINARY, Kind.ORDINARY),
    **_entries(_BINARY, Kind.BINARY),
    **_entries(_RELATIONS, Kind.RELATION),
    **_entries(_BIG, Kind.BIG),
    **_entries(_OPENERS, Kind.OPEN),
    **_entries(_CLOSERS, Kind.CLOSE),
    **{name: (name, Kind.FUNCTION) for name in FUNCTIONS},
    **{name: (symbol, Kind.SPACE) for name, symbol in SPACES.items()},
    "cdot": ("·", Kind.DOT),
    "centerdot": ("·", Kind.DOT),
    "mod": ("mod", Kind.BINARY),
    "%": ("%", Kind.POSTFIX),
    "{": ("{", Kind.OPEN),
    "}": ("}", Kind.CLOSE),
    "$": ("$", Kind.OPEN),
    "|": ("‖", Kind.ORDINARY),
    "Vert": ("‖", Kind.ORDINARY),
    "&": ("&", Kind.BINARY),
    "#": ("#", Kind.ORDINARY),
    "_": ("_", Kind.ORDINARY),
}


@cache
def rare_symbol(name: str) -> str | None:
    """The Unicode form of a symbol command outside our tables, from pylatexenc's, or None.

    Imported on the first rare command only: it costs 80 ms, and most runs meet none.
    """
    from pylatexenc.latex2text import get_default_latex_context_db

    spec = get_default_latex_context_db().get_macro_spec(name)
    shown = getattr(spec, "simplify_repl", None)
    symbol = shown.strip() if isinstance(shown, str) else ""
    return symbol if symbol and "%" not in symbol and "<" not in symbol else None
