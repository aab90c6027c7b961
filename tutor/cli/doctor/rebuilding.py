"""The command that builds llama.cpp anew in this environment.

pip is called by this environment's own interpreter: it works in one made by uv, pipx
or hand. `uv sync` would not do: its `extra-build-variables` for this package win over
`CMAKE_ARGS` of the environment, without a word. What pip has built, `uv sync` leaves.
"""

import shlex
import sys

_PACKAGE = "llama-cpp-python"


def needed_version() -> str:
    """The version of the binding that this program requires; empty when the metadata does not pin one."""
    from importlib.metadata import PackageNotFoundError, requires

    try:
        requirements = requires("tutor") or []
    except PackageNotFoundError:
        return ""
    pinned = (line.split(";")[0].partition("==") for line in requirements if line.startswith(_PACKAGE))
    return next((version.strip() for _, equal, version in pinned if equal), "")


def rebuild_command(option: str = "", platform: str = sys.platform, python: str = sys.executable) -> str:
    """What to type to build it for this machine; `option` as in `-DGGML_CUDA=on`.

    Needs a C++ compiler, and the GPU's development kit where an option names one.
    """
    version = needed_version()
    package = f"{_PACKAGE}=={version}" if version else _PACKAGE
    arguments = ["-m", "pip", "install", "--force-reinstall", "--no-deps", "--no-cache-dir"]
    arguments += ["--no-binary", _PACKAGE, package]
    options = f"{option} -DLLAVA_BUILD=OFF".strip()
    if platform == "win32":
        return f'$env:CMAKE_ARGS="{options}"; & "{python}" {" ".join(arguments)}'
    return f'CMAKE_ARGS="{options}" {shlex.join([python, *arguments])}'
