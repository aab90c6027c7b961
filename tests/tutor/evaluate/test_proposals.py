"""Which answers of a recorded thinking are certified, and which of them count as wrongly proved."""

from dataclasses import dataclass

from tutor.evaluate.proposals import Kind, judged, parts_of, proposals
from tutor.vocabulary.problem import Problem
from tutor.vocabulary.verdict import Certificate, CertificateStatus, Comparison, Equality, Method

PROBLEM = Problem("Solve x^2 = 4.", answer="2, -2")


@dataclass
class Credulous:
    """Proves everything, and knows only equal texts as equal."""

    asked: list[Problem]

    def certify(self, problem: Problem, answer: str) -> Certificate:
        self.asked.append(problem)
        return Certificate(CertificateStatus.PROVED, Method.NONE)

    def compare(self, expected: str, given: str, question: str = "") -> Comparison:
        return Comparison(Equality.PROVED if expected == given else Equality.DIFFERENT)


def test_candidates_parts_and_what_is_only_mentioned_are_asked_about_once() -> None:
    text = "<think>\nWe have $x^2 = 4$.\n\nSo $x = 2$ or $x = -2$.\n\nThe answer is $\\boxed{2, -2}$."
    found = proposals([(PROBLEM, text), (PROBLEM, text)])
    kinds = {(proposal.text, proposal.kind): proposal.traces for proposal in found}
    assert kinds["2, -2", Kind.CANDIDATE] == 2
    assert ("x^2", Kind.MENTIONED) in kinds
    assert [proposal.text for proposal in found if proposal.kind is Kind.PART] == ["2", "-2"]
    assert ("2, -2", Kind.MENTIONED) not in kinds


def test_a_point_an_interval_and_a_single_value_have_no_parts() -> None:
    assert parts_of("(2, -1)") == parts_of("[0, 3)") == parts_of("x = 4") == []
    assert parts_of("x = 1 or x = 2") == ["x = 1", "x = 2"]


def test_what_is_proved_and_differs_from_the_known_answer_is_wrongly_proved() -> None:
    checker = Credulous([])
    results = list(judged(proposals([(PROBLEM, "So the answer is $2, -2$.")]), checker))
    wrong = {result.proposal.text for result in results if result.is_wrongly_proved}
    assert "2" in wrong
    assert "2, -2" not in wrong
    assert all(problem.answer is None for problem in checker.asked), "the known answer is kept from it"
