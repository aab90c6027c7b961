"""Proofs, probes and the student: what may end a thinking before its budget does."""

from concurrent.futures import Future

from tutor.engine.interface import Message, Role, Sampling
from tutor.strategy.probing import probe
from tutor.strategy.proof import ProofWatch
from tutor.strategy.settling import Probing, Settling
from tutor.strategy.steering import Steering
from tutor.testing import Script, ScriptedEngine
from tutor.vocabulary.verdict import Certificate, CertificateStatus, Method

PROBING = Probing(least=100, every=50, share=10, agree=3)


def settling() -> Settling:
    return Settling(PROBING, lambda first, second: first == second)


def test_probes_are_due_after_a_while_then_ever_farther_apart_and_sooner_after_a_turn() -> None:
    probes = settling()
    assert not probes.is_due(99, turned=True)
    assert probes.is_due(100, turned=False)
    probes.add(100, "4")
    assert not probes.is_due(124, turned=True)
    assert probes.is_due(125, turned=True)
    assert not probes.is_due(149, turned=False)
    assert probes.is_due(150, turned=False)
    probes.add(4000, "4")
    assert not probes.is_due(4200, turned=False)
    assert probes.is_due(4500, turned=False)


def test_what_the_thinking_has_not_stated_settles_nothing() -> None:
    probes = settling()
    assert [probes.add(index, "4", stated=index > 0) for index in range(3)] == [0, 1, 2]
    assert not probes.is_settled


def test_three_equal_probes_in_a_row_settle_it() -> None:
    probes = settling()
    counts = [probes.add(index, answer) for index, answer in enumerate(["4", "5", "5", None, "5", "5"])]
    assert counts == [1, 1, 2, 0, 1, 2]
    assert not probes.is_settled
    assert probes.add(9, "5") == 3
    assert probes.is_settled


def test_a_probe_reads_the_box_that_a_fork_writes_and_leaves_the_branch_alone() -> None:
    engine = ScriptedEngine([Script("<think>\nso x is", after_feed=("\\frac{5}{2}}$. Done",))])
    branch = engine.open([Message(Role.USER, "?")], Sampling())
    branch.next()
    before = list(branch.tokens)
    found = probe(branch, "</think>", seed=3)
    assert found.answer == "\\frac{5}{2}"
    assert 0 < found.tokens < 10
    assert list(branch.tokens) == before


def test_a_probe_that_writes_no_box_is_no_answer() -> None:
    engine = ScriptedEngine([Script("so", after_feed=("on and on " * 100,))])
    branch = engine.open([Message(Role.USER, "?")], Sampling())
    assert probe(branch, "</think>", seed=3).answer is None


def certified(status: CertificateStatus) -> "Future[Certificate]":
    future: Future[Certificate] = Future()
    future.set_result(Certificate(status, Method.SUBSTITUTED))
    return future


def test_a_proof_is_noticed_when_it_comes_and_each_candidate_is_tried_once() -> None:
    late: Future[Certificate] = Future()
    asked = []

    def certify(answer: str) -> "Future[Certificate]":
        asked.append(answer)
        return late if answer == "4" else certified(CertificateStatus.REFUTED)

    watch = ProofWatch(certify)
    for candidate in ("5", "4", "5", "4"):
        watch.propose(candidate)
    assert asked == ["5", "4"]
    assert watch.look() is None
    late.set_result(Certificate(CertificateStatus.PROVED, Method.SUBSTITUTED))
    assert watch.look() == "4"


def test_a_check_that_failed_is_no_proof() -> None:
    broken: Future[Certificate] = Future()
    broken.set_exception(RuntimeError("gone"))
    watch = ProofWatch(lambda _: broken)
    watch.propose("4")
    assert watch.look() is None


def test_steering_pauses_and_asking_for_the_answer_ends_a_pause() -> None:
    steering = Steering()
    assert steering.wait(0)
    steering.pause()
    assert steering.is_paused
    assert not steering.wait(0)
    steering.answer_now()
    assert steering.wants_answer
    assert not steering.is_paused
