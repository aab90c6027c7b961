"""What the user chose: flag typed > environment (`TUTOR_*`) > `config.toml` > default.

The one module of the vocabulary that imports pydantic: import it where the settings
are needed, not at the top of a front door.
"""

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, ValidationError
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from tutor.vocabulary.errors import UsageError
from tutor.vocabulary.locations import config_file

ENVIRONMENT_PREFIX = "TUTOR_"
# flags that are named for typing; the others are the setting's name
_FLAGS = {"quantization": "--type", "think_tokens": "--think"}


def _auto_is_none(value: object) -> object:
    """TOML has no null: "auto" takes back a value set in a weaker place."""
    return None if isinstance(value, str) and value.strip().lower() == "auto" else value


_Auto = BeforeValidator(_auto_is_none)


class _FileSource(PydanticBaseSettingsSource):
    """The keys of `config.toml`, already read."""

    def __init__(self, settings: type[BaseSettings], values: dict[str, object]) -> None:
        super().__init__(settings)
        self._values = values

    def get_field_value(self, field: object, field_name: str) -> tuple[object, str, bool]:  # noqa: ARG002
        return self._values.get(field_name), field_name, False

    def __call__(self) -> dict[str, object]:
        return self._values


class Settings(BaseSettings):
    """Everything that can be chosen. `"auto"` in the environment or the file means "not chosen"."""

    model_config = SettingsConfigDict(
        env_prefix=ENVIRONMENT_PREFIX,
        env_ignore_empty=True,
        extra="forbid",
        frozen=True,
        protected_namespaces=(),
    )

    model: Annotated[str | None, _Auto] = None
    """A name of the catalog or a path to a GGUF file; none: the catalog's first choice."""

    engine: Annotated[str | None, _Auto] = None
    """The address of an OpenAI-compatible server that runs the model; none: this machine does."""

    plain_http: bool = False
    """Let a server's key travel unencrypted to another machine, in a network you trust."""

    quantization: Annotated[str | None, _Auto] = None
    """The type of the weights, as in `Q4_K_M`; none: the largest installed that fits."""

    context: Annotated[int | None, Field(ge=256), _Auto] = None
    """Tokens of context, shared by all branches; none: what suits the model and fits the memory."""

    kv_type: Annotated[Literal["f16", "q8_0"] | None, _Auto] = None
    """How keys and values are kept: `f16` is exact, `q8_0` takes half the room; none: `f16` where it fits."""

    gpu_layers: Annotated[int | None, Field(ge=0), _Auto] = None
    """Layers of the model on the GPU, 0 for none; none: as many as fit."""

    threads: Annotated[int | None, Field(ge=1), _Auto] = None
    """Threads that generate; none: one for each physical core."""

    seed: Annotated[int | None, Field(ge=0, lt=2**32), _Auto] = None
    """Makes sampling repeatable; none: a new one for each run, written in its record."""

    temperature: Annotated[float | None, Field(ge=0, le=2), _Auto] = None
    """Of sampling, 0 takes the likeliest token each time; none: as the model's makers advise."""

    top_p: Annotated[float | None, Field(gt=0, le=1), _Auto] = None
    """Sample from the likeliest tokens that together have this probability; none: as the makers advise."""

    think_tokens: Annotated[int | None, Field(ge=0), _Auto] = None
    """Budget of the thinking in tokens; none: what the context of the plan leaves for it."""

    thinking: bool = False
    """Ask a model that has no thinking phase of its own to think first; others do so anyway."""

    votes: Annotated[int, Field(ge=1, le=64)] = 1
    """Branches that answer; the answer most of them give is taken."""

    proof_stop: bool = True
    """End the thinking as soon as an answer in it is proved."""

    settled_stop: bool = True
    """End the thinking when the model, asked in between, gives the same answer three times in a row."""

    fast: bool = False
    """Show at once what can be solved without a model, and ask the model only to explain it."""

    hesitation_penalty: Annotated[float, Field(ge=0, le=20)] = 0.0
    """Taken from the logits of "Wait" and "Alternatively": a mild one shortens the thinking."""

    check_seconds: Annotated[float, Field(gt=0, le=600)] = 2.0
    """Processor time one check of one statement may take before it is given up as undecided."""

    session_bytes: Annotated[int, Field(ge=0)] = 1_000_000_000
    """Room on disk for prompts that need not be read twice, oldest out first; 0 keeps none."""

    history: bool = True
    """Keep each attempt on this machine, so that it can be found, replayed and exported."""

    log_problems: bool = False
    """Write the text of problems and answers to the log; without it they never leave the history."""

    offline: bool = False
    """Never use the network: what is not on this machine is an error."""

    theme: Annotated[Literal["light", "dark", "high-contrast"] | None, _Auto] = None
    """Colours of the app; none: light where the terminal says that it is light, else dark."""

    badges: Literal["signs", "words"] = "signs"
    """What a check found, as signs or spelled out: holds, breaks, can't tell."""

    reduced_motion: bool = False
    """Let nothing in the app slide, fade or blink."""

    ascii_only: bool = False
    """Write mathematics, signs and frames in ASCII, for a terminal or a reader that knows no more."""

    preview: bool = True
    """Show the mathematics as it will be read, while it is typed."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003  a .env file of some project is not ours
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Order the sources, strongest first."""
        return init_settings, env_settings, _FileSource(settings_cls, _read_config(config_file()))


def load_settings(**typed: object) -> Settings:
    """Settings from all places; what was typed as None was not typed.

    Raises `UsageError` that names the flag, the variable or the file at fault.
    """
    given = {name: value for name, value in typed.items() if value is not None}
    try:
        # the keys come from the command line: pydantic checks them one by one
        return Settings(**given)  # type: ignore[arg-type]
    except ValidationError as error:
        faults = [_describe(fault, given) for fault in error.errors()]
        raise UsageError("; ".join(faults), _advice(faults)) from error


def stronger_place(name: str, typed: Mapping[str, object]) -> str | None:
    """The flag or the variable that decides a setting whatever `config.toml` says; none: the file decides."""
    return _flag(name) if typed.get(name) is not None else _variable(name)


def _read_config(path: Path) -> dict[str, object]:
    """The keys of the file, none when there is no file."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} is not valid TOML: {error}", f"Correct or remove {path}.") from error
    except OSError as error:
        raise UsageError(f"{path} can't be read: {error.strerror}", "Check who may read it.") from error


def _describe(fault: ErrorDetails, given: dict[str, object]) -> str:
    """One fault as `place: what is wrong`."""
    name = str(fault["loc"][0]) if fault["loc"] else ""
    if fault["type"] == "extra_forbidden":
        return f"{_place(name, given)}: there is no such setting"
    return f"{_place(name, given)}: {fault['msg'].removeprefix('Input should be ')} (got {fault['input']!r})"


def _place(name: str, given: Mapping[str, object]) -> str:
    """Where the value of a setting came from: the strongest place that has it."""
    if name in given:
        return _flag(name)
    if variable := _variable(name):
        return f"environment variable {variable}"
    return f"{name!r} in {config_file()}"


def _flag(name: str) -> str:
    return _FLAGS.get(name, "--" + name.replace("_", "-"))


def _variable(name: str) -> str | None:
    """The variable that sets a setting; an empty one sets nothing."""
    sought = ENVIRONMENT_PREFIX + name.upper()
    return next((key for key, value in os.environ.items() if key.upper() == sought and value), None)


def _advice(faults: list[str]) -> str:
    if any(fault.endswith("no such setting") for fault in faults):
        return "Settings are: " + ", ".join(Settings.model_fields) + "."
    return "Correct the value or leave it out."
