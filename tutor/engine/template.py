"""Chat templates: Jinja from the GGUF, in a sandbox, since a model file is somebody else's text."""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import NoReturn

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment

from tutor.engine.interface import Message
from tutor.vocabulary.errors import EngineError


def _refuse(message: str) -> NoReturn:
    raise jinja2.TemplateError(message)


@lru_cache(maxsize=8)
def _compile(source: str) -> jinja2.Template:
    # the two trims are what Hugging Face's renderer sets; templates rely on them
    environment = ImmutableSandboxedEnvironment(trim_blocks=True, lstrip_blocks=True)
    environment.globals["raise_exception"] = _refuse
    environment.globals["strftime_now"] = lambda form: datetime.now().astimezone().strftime(form)
    return environment.from_string(source)


def render_chat(source: str, messages: Sequence[Message], bos: str = "", eos: str = "") -> str:
    """The prompt text for a conversation, opened for the assistant's turn.

    Raises `EngineError` when the template refuses the messages or is broken.
    """
    turns = [{"role": str(message.role), "content": message.content} for message in messages]
    try:
        return _compile(source).render(
            messages=turns, bos_token=bos, eos_token=eos, add_generation_prompt=True
        )
    except (jinja2.TemplateError, TypeError, ValueError, ArithmeticError) as error:
        raise EngineError(
            f"The model's chat template can't render this conversation: {error}",
            "Try another file of this model, or another model (`tutor models`).",
        ) from error
