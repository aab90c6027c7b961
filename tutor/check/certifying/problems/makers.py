"""From a matched sentence to the task it sets; each maker returns None when a slot holds something else."""

import re
from collections.abc import Callable

from tutor.check.certifying.problems.sentences import Sentence
from tutor.check.certifying.problems.slots import (
    equation_in,
    equation_of,
    equations_in,
    expression_in,
    letter_in,
    only_letter,
    roots_in,
    values_in,
)
from tutor.check.certifying.problems.tasks import (
    Antiderivative,
    Differentiate,
    EquationWithRoots,
    FindValue,
    Form,
    Solve,
    SolveInequality,
    SolveSystem,
    Task,
    Wanted,
)
from tutor.check.reading.tree import (
    Application,
    Call,
    Constant,
    ConstantName,
    Derivative,
    Fraction,
    FunctionName,
    Integer,
    Integral,
    Limit,
    Node,
    Percent,
    Power,
    Product,
    Relation,
    RelationOperator,
    Side,
    Sum,
    SumOver,
    Symbol,
)
from tutor.check.steps.facts import Facts, put_in
from tutor.check.steps.links import Link
from tutor.check.trees import applied, letters, product, substituted

Match = re.Match[str]
Maker = Callable[[Sentence, Match], Task | None]

_OPERATIONS: dict[str, tuple[type[Node], ...]] = {
    "product": (Product, Power),
    "sum": (Sum, SumOver),
    "difference": (Sum,),
    "quotient": (Fraction,),
    "square": (Power,),
    "cube": (Power,),
    "integral": (Integral,),
    "limit": (Limit,),
    "derivative": (Derivative,),
}
_ORDINALS = {"": 1, "first": 1, "second": 2, "third": 3, "fourth": 4}


def solve(sentence: Sentence, match: Match) -> Task | None:
    """An equation, a system, an inequality; "Solve: 3 + 4" asks for a value."""
    slot = match["math"]
    slot_of_letter = match.groupdict().get("letter")
    named = letter_in(sentence, slot_of_letter) if slot_of_letter else None
    if slot_of_letter and named is None:
        return None
    equations = equations_in(sentence, slot)
    if equations is not None and len(equations) > 1:
        if match.groupdict().get("letters") and not _names_all(sentence, match["letters"], equations):
            return None
        unknowns = sorted({name for equation in equations for name in letters(equation)})
        return None if named else SolveSystem(equations, tuple(unknowns))
    equation = equation_in(sentence, slot)
    if equation is None:
        expression = expression_in(sentence, slot)
        return None if expression is None or letters(expression) or named else FindValue(expression)
    unknown = named or only_letter(equation)
    if unknown is None or unknown not in letters(equation):
        return None
    if equation.operators != (RelationOperator.EQUAL,):
        return SolveInequality(equation, unknown)
    return Solve(equation, unknown, _wanted(match))


def _names_all(sentence: Sentence, slot: str, equations: tuple[Relation, ...]) -> bool:
    """Whether the letters to solve for are all there are."""
    named = {letter_in(sentence, part) for part in re.split(r",| and ", slot) if part.strip()}
    return named == {name for equation in equations for name in letters(equation)}


def _wanted(match: Match) -> Wanted:
    found = match.groupdict().get("wanted")
    return Wanted(found.lower()) if found else Wanted.ALL


def find_letter(sentence: Sentence, match: Match) -> Task | None:
    """ "Find x if 2x + 3 = 11": the letter must be the only one."""
    equation = equation_in(sentence, match["math"])
    named = letter_in(sentence, match["letter"])
    if equation is None or named is None or only_letter(equation) != named:
        return None
    if equation.operators != (RelationOperator.EQUAL,):
        return SolveInequality(equation, named) if not match.groupdict().get("wanted") else None
    return Solve(equation, named, _wanted(match))


def solve_roots(sentence: Sentence, match: Match) -> Task | None:
    """ "Find the roots of x² - 4": an expression set to zero, or an equation."""
    equation = equation_in(sentence, match["math"])
    expression = right_side(sentence, match["math"])
    if expression is not None:
        equation = equation_of(expression)
    unknown = None if equation is None else only_letter(equation)
    if equation is None or unknown is None or equation.operators != (RelationOperator.EQUAL,):
        return None
    return Solve(equation, unknown, _wanted(match))


def operation(sentence: Sentence, match: Match) -> Task | None:
    """ "Find the product: …": the formula must be one."""
    expression = expression_in(sentence, match["math"])
    noun = match["noun"].lower().split()[-1]
    fitting = _OPERATIONS[noun]
    if not isinstance(expression, fitting):
        return None
    if isinstance(expression, Power) and expression.exponent != Integer(
        {"square": 2, "cube": 3}.get(noun, 2)
    ):
        return None
    return value(Form.SIMPLE)(sentence, match)


def value(form: Form) -> Maker:
    """The value of an expression, or the same in another form."""

    def make(sentence: Sentence, match: Match) -> Task | None:
        expression = expression_in(sentence, match["math"])
        if expression is None:
            return None
        if isinstance(expression, Integral) and expression.lower is None:
            return Antiderivative(expression.integrand, expression.variable)
        if isinstance(expression, Derivative):
            return _derivative_node(expression)
        if form is Form.ANY and isinstance(expression, Symbol):
            return None
        return FindValue(expression, form)

    return make


def _derivative_node(node: Derivative) -> Task | None:
    return None if node.variable is None else Differentiate(node.expression, node.variable, node.order)


def value_given(sentence: Sentence, match: Match) -> Task | None:
    """An expression in letters, and a value for each of them."""
    expression = expression_in(sentence, match["math"])
    values = values_in(sentence, match["values"])
    if expression is None or values is None or set(values) != set(letters(expression)):
        return None
    return FindValue(substituted(expression, values))


def function_value(sentence: Sentence, match: Match) -> Task | None:
    """ "If f(x) = x² + 1, find f(3)": values, compositions, derivatives of what is defined."""
    asked = expression_in(sentence, match["math"])
    definitions = equations_in(sentence, match["definition"])
    facts = None if not definitions else _defined(definitions)
    if asked is None or facts is None:
        return None
    if isinstance(asked, Derivative):
        return _derivative_of_defined(asked, facts)
    if isinstance(asked, Application) and asked.order:
        return _derivative_of_function(asked, facts)
    worked = put_in(asked, facts)
    return None if applied(worked) or letters(worked) or worked == asked else FindValue(worked)


def _derivative_of_function(asked: Application, facts: Facts) -> Task | None:
    """f'(x), or f'(2)."""
    function = facts.functions.get(asked.name)
    if function is None or len(function.parameters) != 1 or len(asked.arguments) != 1:
        return None
    (name,), (argument,) = function.parameters, asked.arguments
    if argument == Symbol(name):
        return Differentiate(function.body, name, asked.order)
    return None if letters(argument) else Differentiate(function.body, name, asked.order, argument)


def _defined(definitions: tuple[Relation, ...]) -> Facts | None:
    """The definitions, when each of them is one and none is given twice."""
    facts = Facts()
    for definition in definitions:
        facts.add(Link(definition.operands[0], RelationOperator.EQUAL, definition.operands[1]))
    return facts if len(facts.functions) + len(facts.values) == len(definitions) else None


def _derivative_of_defined(asked: Derivative, facts: Facts) -> Task | None:
    """dy/dx of y = …."""
    name = asked.expression.name if isinstance(asked.expression, Symbol) else ""
    body = facts.values.get(name)
    if body is None or asked.variable is None or only_letter(body) != asked.variable:
        return None
    return Differentiate(body, asked.variable, asked.order)


def percent(sentence: Sentence, match: Match) -> Task | None:
    """15% of 240."""
    part, whole = expression_in(sentence, match["part"]), expression_in(sentence, match["math"])
    if part is None or whole is None or letters(part) or letters(whole):
        return None
    return FindValue(product(Fraction(part, Integer(100)), whole))


def fraction_of(sentence: Sentence, match: Match) -> Task | None:
    """3/4 of 60, or a formula that ends in a percent sign."""
    part, whole = expression_in(sentence, match["part"]), expression_in(sentence, match["math"])
    if not isinstance(part, Fraction | Percent) or whole is None or letters(part) or letters(whole):
        return None
    return FindValue(product(part, whole))


def differentiate(sentence: Sentence, match: Match) -> Task | None:
    """A derivative, of an expression or of the right side of a definition."""
    expression = right_side(sentence, match["math"])
    if expression is None:
        return None
    variable = letter_in(sentence, match["letter"]) if match["letter"] else only_letter(expression)
    point = None
    if match["values"]:
        values = values_in(sentence, match["values"])
        if values is None or set(values) != {variable}:
            return None
        point = values[str(variable)]
    order = _ORDINALS.get((match.groupdict().get("order") or "").lower().strip())
    return None if variable is None or order is None else Differentiate(expression, variable, order, point)


def integrate(sentence: Sentence, match: Match) -> Task | None:
    """An integral in words, with or without bounds."""
    integrand = expression_in(sentence, re.sub(r"\s*d\s*([a-z])$", "", match["math"].strip()))
    if integrand is None:
        return None
    dropped = re.search(r"d\s*([a-z])$", match["math"].strip())
    named = match["letter"] or (dropped.group(1) if dropped else None)
    variable = letter_in(sentence, named) if named else only_letter(integrand)
    if variable is None or (match["lower"] is None) != (match["upper"] is None):
        return None
    if match["lower"] is None:
        return Antiderivative(integrand, variable)
    ends = [expression_in(sentence, match[end].partition("=")[2] or match[end]) for end in ("lower", "upper")]
    if ends[0] is None or ends[1] is None:
        return None
    return FindValue(Integral(integrand, variable, ends[0], ends[1]))


def limit(sentence: Sentence, match: Match) -> Task | None:
    """A limit in words."""
    expression = expression_in(sentence, match["math"])
    variable = letter_in(sentence, match["letter"])
    point = _point(sentence, match["point"])
    if expression is None or variable is None or point is None:
        return None
    return FindValue(Limit(expression, variable, point, Side.BOTH))


def _point(sentence: Sentence, slot: str) -> Node | None:
    if slot.strip().lower() == "infinity":
        return Constant(ConstantName.INFINITY)
    return expression_in(sentence, slot)


def divisors(function: FunctionName) -> Maker:
    """A gcd or lcm of numbers."""

    def make(sentence: Sentence, match: Match) -> Task | None:
        parts = [part for part in re.split(r",| and ", match["math"]) if part.strip()]
        numbers = [expression_in(sentence, part) for part in parts]
        if len(numbers) < 2 or not all(isinstance(number, Integer) for number in numbers):
            return None
        return FindValue(Call(function, tuple(number for number in numbers if number is not None)))

    return make


def remainder(sentence: Sentence, match: Match) -> Task | None:
    """A remainder of whole numbers."""
    dividend, divisor = expression_in(sentence, match["math"]), expression_in(sentence, match["divisor"])
    if dividend is None or divisor is None or letters(dividend) or letters(divisor):
        return None
    return FindValue(Call(FunctionName.MOD, (dividend, divisor)))


def with_roots(sentence: Sentence, match: Match) -> Task | None:
    """An equation of the degree that the number of its roots has."""
    roots = roots_in(sentence, match["math"])
    degree = {"quadratic": 2, "cubic": 3, "quartic": 4}[match["degree"].lower()]
    return None if roots is None or len(roots) != degree else EquationWithRoots(roots, degree)


def right_side(sentence: Sentence, slot: str) -> Node | None:
    """The expression, or the right side of y = … or f(x) = …."""
    expression = expression_in(sentence, slot)
    if expression is not None:
        return expression
    equation = equation_in(sentence, slot)
    if equation is None or equation.operators != (RelationOperator.EQUAL,):
        return None
    head, body = equation.operands
    named = isinstance(head, Application) or (isinstance(head, Symbol) and head.name not in letters(body))
    return body if named and letters(body) else None
