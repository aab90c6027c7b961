"""The edge of the process: the one place that prints errors and picks the exit code.

Exit codes: 0 done; 1 another fault; 2 wrong usage; 3 a model is missing, damaged or
can't be fetched; 4 the engine failed; 5 the checker can't be started; 6 a checkpoint
can't be converted, quantized or measured; 130 stopped by Ctrl-C. When the reader of
our output goes away, click ends the process quietly with 1.
"""

import errno
import logging
import os
import sys
from typing import NoReturn

import click

from models.errors import ModelError
from quantize.errors import QuantizeError
from tutor.vocabulary.errors import TutorError

INTERRUPTED = 130
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def run_at_the_edge(command: click.Command) -> None:
    """Run a click command, translate what it raises, and exit."""
    code = _run(command)
    if code == INTERRUPTED:
        _leave_at_once(code)
    sys.exit(code)


def _leave_at_once(code: int) -> NoReturn:
    """End the process without taking the interpreter apart, which costs a tenth of a second after Ctrl-C."""
    logging.shutdown()
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:  # whoever read it has gone
            continue
    os._exit(code)


def _run(command: click.Command) -> int:
    try:
        result = command.main(standalone_mode=False)
    except (TutorError, ModelError, QuantizeError) as error:
        _complain(error.message, error.hint)
        return error.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):
        return INTERRUPTED
    except OSError as error:
        if error.errno not in _FULL:
            raise
        _complain(f"Not all could be written: {error.strerror}.", "Make room, or write it elsewhere.")
        return 1
    return result if isinstance(result, int) else 0


def _complain(message: str, hint: str) -> None:
    """Messages quote files and what was typed: none of that may steer the terminal."""
    from tutor.render.safe import sanitize

    message, hint = sanitize(message), sanitize(hint)
    click.echo(click.style("tutor: ", fg="red", bold=True) + message, err=True)
    if hint:
        click.echo("       " + hint, err=True)
