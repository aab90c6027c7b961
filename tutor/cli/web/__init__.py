"""`tutor web`: the app in a browser on this machine.

Owns what is typed and printed. Who is let in is `gate`, the pages and connections are
`server`, the process behind a connection is `process`.
"""

import asyncio
import logging
import sys
from importlib.util import find_spec

import click

from tutor.vocabulary.errors import TutorError, UsageError

_LOOPBACK = "127.0.0.1"
_EVERYWHERE = "0.0.0.0"  # noqa: S104 - only with --open-to-network
_NEEDED = ("textual_serve", "aiohttp")


@click.command("web")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="Default: a free one.")
@click.option("--host", metavar="ADDRESS", help=f"Where to listen; default: {_LOOPBACK}, this machine only.")
@click.option("--open-to-network", is_flag=True, help="Let other machines in, unencrypted.")
@click.option("--browser/--no-browser", default=None, help="Open the browser; default: on a desktop.")
@click.option(
    "--sessions",
    type=click.IntRange(1, 16),
    default=1,
    show_default=True,
    help="Tabs at once. Each runs a model of its own and takes its memory.",
)
@click.option("--model", help="A name from `tutor models`, or a GGUF file.")
@click.option("--type", "quantization", help="Quantization type, for example Q4_K_M.")
@click.option("--engine", metavar="URL", help="Run on an OpenAI-compatible server instead of this machine.")
@click.option(
    "--plain-http", is_flag=True, default=None, help="Let the key travel unencrypted, in a network you trust."
)
@click.option("--think", "think_tokens", type=int, help="Tokens the model may think before it must answer.")
@click.option("--context", type=int, help="Tokens of context; default: what suits this machine.")
@click.option("--votes", type=int, help="So many branches answer; what most of them find is taken.")
@click.option("--kv-type", type=click.Choice(["f16", "q8_0"]), help="Type of the KV cache.")
@click.option("--gpu-layers", type=int, help="Layers on the GPU; default: what fits.")
@click.option("--threads", type=int, help="Default: the physical cores this process may use.")
@click.option("--history/--no-history", default=None, help="Keep what is asked, for `tutor history`.")
def command(
    port: int, host: str | None, open_to_network: bool, browser: bool | None, sessions: int, **typed: object
) -> int:
    """Open the app in the browser of this machine, until Ctrl-C.

    The printed address works once, in one browser. Each tab runs an app with a model of its
    own, so --sessions times the memory of one. A reload starts the app anew: the run under way
    stops, the history keeps what was there. Needs the extra `web`.
    """
    check_installed()
    where = _choose_host(host, open_to_network=open_to_network)

    from tutor.cli.logs import start_logging
    from tutor.cli.web.desktop import has_desktop, open_browser
    from tutor.cli.web.gate import Gate
    from tutor.cli.web.listening import listen
    from tutor.cli.web.process import tutor_program
    from tutor.cli.web.server import WebServer, serve_until_signalled
    from tutor.vocabulary.settings import load_settings

    load_settings(**typed)  # a wrong value is told here, not in the browser
    start_logging(verbose=False)
    _log_libraries()
    with listen(where, port) as listener:
        gate = Gate(where, listener.getsockname()[1])
        server = WebServer(tutor_program(typed), gate, listener, sessions)
        _say(gate.address, open_to_network=where != _LOOPBACK and open_to_network)
        if has_desktop() if browser is None else browser:
            open_browser(gate.address)
        asyncio.run(serve_until_signalled(server))
    return 0


def _log_libraries() -> None:
    """What the server's libraries complain of goes to the same file."""
    for name in ("aiohttp", "textual-serve"):
        logger = logging.getLogger(name)
        logger.handlers = list(logging.getLogger("tutor").handlers)
        logger.propagate = False


def check_installed() -> None:
    """Raises `TutorError` with the command to type when the extra is missing."""
    if any(find_spec(name) is None for name in _NEEDED):
        raise TutorError(
            "The app in a browser needs the extra `web`: uv sync --extra web (or pip install 'tutor[web]')."
        )


def _choose_host(host: str | None, *, open_to_network: bool) -> str:
    from tutor.engine.remote.address import is_loopback

    if host is None:
        return _EVERYWHERE if open_to_network else _LOOPBACK
    if not is_loopback(host) and not open_to_network:
        raise UsageError(
            f"--host {host} would let other machines in, unencrypted.",
            "Add --open-to-network if that is meant, or leave --host out.",
        )
    return host


def _say(address: str, *, open_to_network: bool) -> None:
    if open_to_network:
        click.echo(
            click.style("warning: ", fg="yellow")
            + "the traffic is not encrypted: who listens in this network can read along and join in. "
            "Anybody who opens this address before you is let in instead of you.",
            err=True,
        )
    click.echo(address)
    sys.stdout.flush()
    click.echo("The address works once, in one browser. Ctrl-C ends the app.", err=True)
