"""A break explained by a model for `tutor check-work --explain`, with progress on stderr."""

import secrets
import sys
from contextlib import closing
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.status import Status

    from tutor.engine.interface import Engine
    from tutor.lesson.own_work.explaining import Asked, Explained
    from tutor.lesson.workshop import Workshop
    from tutor.solve import SolveOptions
    from tutor.vocabulary.settings import Settings


def explain_with_model(asked: "Asked", workshop: "Workshop", settings: "Settings") -> "Explained":
    """The model's explanation where it stands the check, else what was found without it.

    Without a model, when it fails and after Ctrl-C there is still the latter.
    """
    from rich.console import Console

    from models.errors import ModelError
    from tutor.lesson.own_work.explaining import Explained, mechanical
    from tutor.vocabulary.errors import EngineError

    console = Console(stderr=True)
    try:
        with console.status("loading the model") as status:
            engine, options = _open(settings)
            with closing(engine):
                return _explained(asked, workshop, engine, options, status)
    except (ModelError, EngineError) as error:
        fault = f"{error.message} {error.hint}".strip().rstrip(".")
        return Explained(mechanical(asked), by_model=False, fault=fault)
    except KeyboardInterrupt:
        return Explained(mechanical(asked), by_model=False, fault="it was stopped", interrupted=True)


def _open(settings: "Settings") -> "tuple[Engine, SolveOptions]":
    from tutor.engine.opening import connect_engine, find_model, find_served_card, open_engine
    from tutor.render.progress import TerminalProgress
    from tutor.solve import options_for

    engine: Engine
    if settings.engine:
        engine = connect_engine(settings)
        card = find_served_card(engine.model)
    else:
        with TerminalProgress(sys.stderr) as progress:
            file = find_model(settings, progress)
        engine = open_engine(file, settings)
        card = file.card
    seed = secrets.randbits(31) if settings.seed is None else settings.seed
    return engine, options_for(card, settings, int(engine.facts["context"]), seed)


def _explained(
    asked: "Asked", workshop: "Workshop", engine: "Engine", options: "SolveOptions", status: "Status"
) -> "Explained":
    from tutor.lesson.own_work.explaining import Explained, explain_break
    from tutor.vocabulary.events import AnswerDelta, Progressed, ThinkingDelta

    for event in explain_break(asked, engine, workshop, options):
        if isinstance(event, Explained):
            return event
        if isinstance(event, ThinkingDelta):
            status.update("the model thinks")
        elif isinstance(event, AnswerDelta):
            status.update("the model explains")
        elif isinstance(event, Progressed):
            status.update(f"the model explains ({event.thinking + event.answer} tokens)")
    raise AssertionError("the last event is Explained")
