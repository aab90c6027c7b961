"""The socket `tutor web` listens on, bound before anything is printed."""

import socket
import sys

from tutor.vocabulary.errors import UsageError


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; port 0 takes a free one. Raises `UsageError` where nothing can listen."""
    try:
        family, kind, protocol, _, place = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.socket(family, kind, protocol)
    except OSError as error:
        raise _cannot(host, port, error) from error
    try:
        if sys.platform != "win32":  # there the option would allow two to listen
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(place)
        listener.listen()
    except OSError as error:
        listener.close()
        raise _cannot(host, port, error) from error
    return listener


def _cannot(host: str, port: int, error: OSError) -> UsageError:
    return UsageError(
        f"Nothing can listen on {host} port {port}: {error.strerror or error}.",
        "Choose another --port, or leave it out to take a free one.",
    )
