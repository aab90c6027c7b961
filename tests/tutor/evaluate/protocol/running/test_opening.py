"""How the protocol bounds a text, and what a result depends on."""

from dataclasses import replace
from pathlib import Path

import pytest

from models.catalog import load_catalog
from tutor.engine.interface import Sampling
from tutor.evaluate.protocol.datasets.question import Dataset
from tutor.evaluate.protocol.rehearsal import rehearsed_questions
from tutor.evaluate.protocol.results.terms import ModelIdentity, Protocol, differing, fingerprint, make_terms
from tutor.evaluate.protocol.running.opening import bounded_tokens, digest_of, protocol_options
from tutor.solve.options import SolveOptions, options_for
from tutor.strategy.budget import Budget
from tutor.vocabulary.settings import load_settings

DATASET = Dataset("sums", "0" * 64, rehearsed_questions(3))


@pytest.mark.parametrize(
    ("wanted", "context", "tokens"),
    [(32_768, 34_304, 32_768), (32_768, 16_384, 14_848), (100, 512, 100), (400, 512, 256)],
)
def test_a_text_is_as_long_as_the_protocol_and_the_context_allow(
    wanted: int, context: int, tokens: int
) -> None:
    """Thinking and answer together."""
    protocol = Protocol(max_tokens=wanted)
    assert bounded_tokens(protocol, context) == tokens
    budget = protocol_options(SolveOptions(Budget(1)), protocol, context).budget
    assert budget.thinking + budget.answer == tokens


def test_nothing_ends_a_text_early_unless_it_is_asked_for() -> None:
    stopping = protocol_options(SolveOptions(Budget(1)), Protocol(), 16_384).stopping
    assert (stopping.proof, stopping.probing, stopping.loops) == (False, None, True)
    asked = protocol_options(SolveOptions(Budget(1)), Protocol(proof_stop=True, settled_stop=True), 16_384)
    assert asked.stopping.proof
    assert asked.stopping.probing is not None


def test_the_prompt_is_the_cards_and_the_sampling_the_protocols() -> None:
    for card in load_catalog():
        options = protocol_options(options_for(card, load_settings(), 16_384, 0), Protocol(), 16_384)
        assert options.system == card.prompt.system
        assert (options.sampling.temperature, options.sampling.top_p) == (0.6, 0.95)


def test_whatever_bears_on_the_answers_is_in_the_terms() -> None:
    """Each change is named; machines and threads are none."""
    options = protocol_options(SolveOptions(Budget(1)), Protocol(), 16_384)
    model = ModelIdentity("m", "Q4_K_M", "abc", 10)
    terms = make_terms(Protocol(), DATASET, "", model, options)
    changes = {
        "runs": make_terms(Protocol(runs=4), DATASET, "", model, options),
        "questions": make_terms(Protocol(), DATASET.first(2), "", model, options),
        "problems_sha256": make_terms(Protocol(), replace(DATASET, sha256="1" * 64), "", model, options),
        "model_digest": make_terms(Protocol(), DATASET, "", replace(model, digest="d"), options),
        "prompt": make_terms(Protocol(), DATASET, "", model, replace(options, system="Be brief.")),
        "temperature": make_terms(
            Protocol(), DATASET, "", model, replace(options, sampling=Sampling(temperature=0.1))
        ),
    }
    for name, changed in changes.items():
        assert fingerprint(changed) != fingerprint(terms)
        assert any(line.startswith(name) for line in differing(terms, changed))


def test_models_with_one_vocabulary_are_told_apart_by_their_weights(tmp_path: Path) -> None:
    """A retrained file of the same size at the same place is another model."""
    beginning, weights = b"vocabulary" * 600_000, bytes(2_000_000)
    digests = []
    for trained in (weights, b"\1" * len(weights), weights):
        (tmp_path / "mine.gguf").write_bytes(beginning + trained)
        digests.append(digest_of(tmp_path / "mine.gguf"))
    assert digests[0] == digests[2] != digests[1]
