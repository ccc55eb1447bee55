"""What the tutorials' programs have in place of fixed addresses: one command line for all.

PROGRAM HOST PORT [FURTHER...]; wrong usage exits with status 2.
"""

import contextlib
import io
import socket
import sys
from collections.abc import Iterator

Address = tuple[str, int]

MESSAGES = "[MESSAGE...]"


def arguments(*names: str) -> tuple[Address, list[str]]:
    """Returns the address and the further arguments, which `names` names.

    `MESSAGES` as the last name stands for any number of them. Standard output becomes line
    buffered, so that a test at the other end of a pipe sees each line when it is printed.
    """
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(line_buffering=True)
    program, *given = sys.argv
    required = 2 + sum(name != MESSAGES for name in names)
    surplus = len(given) > required and MESSAGES not in names
    if len(given) < required or surplus or not given[1].isdecimal():
        sys.exit(usage(" ".join(["usage:", program, "HOST PORT", *names])))
    host, port, *further = given
    return (host, int(port)), further


def usage(line: str) -> int:
    """Prints the line to standard error and returns the exit status of wrong usage."""
    print(line, file=sys.stderr)
    return 2


def announce(listener: socket.socket) -> None:
    """Prints `listening HOST:PORT`, with the real port where 0 was asked."""
    print("listening %s:%s" % listener.getsockname())


def lines(prompt: str, messages: list[str]) -> Iterator[str]:
    """Yields the messages, or without any the lines of standard input, each after the prompt."""
    if messages:
        yield from messages
        return
    with contextlib.suppress(EOFError):
        while True:
            yield input(prompt)
