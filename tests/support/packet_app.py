"""A program that speaks the packets of Textual's web driver, without Textual: starts in a moment.

packet_app.py tell ARGUMENT...   writes its arguments and some variables, ends with its pipe
packet_app.py hang               has a child of its own; neither ends with the pipe
packet_app.py fail               says why on stderr and ends with code 2
packet_app.py leave              ends as an app does that is left by key
"""

import json
import os
import signal
import subprocess
import sys
import time


def write(kind: bytes, data: object) -> None:
    payload = json.dumps(data).encode()
    os.write(1, kind + len(payload).to_bytes(4, "big") + payload)


def main(mode: str, *arguments: str) -> None:
    if mode == "fail":
        sys.exit("tutor: the file is \x1b]0;not\x07 what it should be")
    os.write(1, b"__GANGLION__\n")
    if mode == "hang":
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        child = subprocess.Popen(
            [sys.executable, "-c", "import time; time.sleep(600)"], start_new_session=True
        )
        write(b"D", [os.getpid(), child.pid])
        time.sleep(600)
    names = ("COLUMNS", "ROWS", "TEXTUAL_DRIVER", "TUTOR_MODEL")
    write(b"D", [os.getpid(), list(arguments), {name: os.environ.get(name) for name in names}])
    if mode == "leave":
        write(b"M", {"type": "exit"})
        return
    while os.read(0, 1024):
        pass


if __name__ == "__main__":
    main(*sys.argv[1:])
