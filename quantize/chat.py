"""Problems and chains of thought as the model's own chat template writes them."""

from typing import NoReturn

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment

from quantize.errors import QuantizeError
from quantize.llama.session import Session


def _refuse(message: str) -> NoReturn:
    raise jinja2.TemplateError(message)


def render_prompt(template: str, problem: str, bos: str, eos: str) -> str:
    """The prompt for a problem, opened for the model's turn; QuantizeError for a broken template."""
    # a model file is somebody else's text: it is rendered in a sandbox
    environment = ImmutableSandboxedEnvironment(trim_blocks=True, lstrip_blocks=True)
    environment.globals["raise_exception"] = _refuse
    messages = [{"role": "user", "content": problem}]
    try:
        return environment.from_string(template).render(
            messages=messages, bos_token=bos, eos_token=eos, add_generation_prompt=True
        )
    except (jinja2.TemplateError, TypeError, ValueError, ArithmeticError) as error:
        raise QuantizeError(f"The model's chat template can't be rendered: {error}.") from error


def prompt_tokens(session: Session, template: str | None, problem: str) -> list[int]:
    """Tokens of the prompt; the problem itself for a model without a template."""
    bos = session.special_text("bos")
    if template is None:
        return session.tokenize((bos if session.adds_bos else "") + problem, special=True)
    text = render_prompt(template, problem, bos, session.special_text("eos"))
    if session.adds_bos and not text.startswith(bos):
        text = bos + text
    return session.tokenize(text, special=True)
