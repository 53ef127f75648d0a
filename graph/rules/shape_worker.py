"""A process that holds pieces of Turtle against the shapes, one after the other, until its input ends. Layer: rules.

    python -m stancegraph.rules.shape_worker BASE

A request is the number of bytes on a line, then the Turtle; the reply is the findings, as JSON on a line.
"""

from __future__ import annotations

import json
import signal
import sys

from ..iris import Names
from .checking import shape_findings


def main(base: str) -> None:
    """Serve, with the names of a graph."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the program, which then ends this process
    requests, replies, names = sys.stdin.buffer, sys.stdout.buffer, Names(base)
    sys.stdout = sys.stderr  # whatever a library prints is no reply
    while size := requests.readline():
        found = shape_findings(requests.read(int(size)), names)
        replies.write(json.dumps(found).encode() + b"\n")
        replies.flush()


if __name__ == "__main__":
    main(sys.argv[1])
