"""Chat templates run in a sandbox."""

import pytest

from tutor.engine.interface import Message, Role
from tutor.engine.template import render_chat
from tutor.vocabulary.errors import EngineError

USER = [Message(Role.USER, "hi")]


def test_messages_reach_the_template_and_the_assistant_is_opened() -> None:
    turns = "{% for m in messages %}[{{ m.role }}]{{ m['content'] }}{% endfor %}"
    source = "{{ bos_token }}" + turns + "{% if add_generation_prompt %}[assistant]{% endif %}"
    assert render_chat(source, USER, bos="<s>") == "<s>[user]hi[assistant]"


def test_a_template_that_refuses_is_an_engine_error_with_its_words() -> None:
    with pytest.raises(EngineError, match="roles must alternate"):
        render_chat("{{ raise_exception('roles must alternate') }}", USER)


@pytest.mark.parametrize(
    "source",
    [
        "{{ messages.__class__.__mro__ }}",
        "{{ ''.__class__.__base__.__subclasses__() }}",
        "{{ messages.append(1) }}",
        "{% for i in range(10**9) %}x{% endfor %}",
        "{{ nothing.at.all }}",
        "{% for %}",
    ],
)
def test_a_hostile_or_broken_template_gets_nowhere(source: str) -> None:
    with pytest.raises(EngineError):
        if "__mro__" in render_chat(source, USER):
            return
        raise EngineError("rendered to nothing")
