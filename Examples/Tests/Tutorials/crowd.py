"""Runs a tutorial's own client many times at once, each in a thread of this one process.

    crowd.py COUNT CLIENT HOST PORT [FURTHER...]

CLIENT is the name of the program, which is run unchanged; HOST PORT and FURTHER are its command line.
In FURTHER `{}` becomes the client's number. No client sends its first message before all are
connected, and its last before all have had their first answer, so that all are served at once.

Prints `COUNT at once`, then for each different thing that clients have printed, numbers left out, a
line `N: TEXT`, the most frequent first. Exit status 1: a client has failed, or did not get so far
within `SECONDS_MAX`.
"""

import collections
import pathlib
import re
import resource
import sys
import threading
from collections.abc import Iterator

import command_line

SECONDS_MAX = 300
# Enough for a client of a few dozen lines, and little enough for thousands.
STACK_BYTES = 256 << 10
# Standard streams, modules, and what the interpreter has open.
DESCRIPTORS_RESERVED = 64


class Messages(list[str]):
    """Messages of which the first and the last wait for all clients."""

    def __iter__(self) -> Iterator[str]:
        last = len(self) - 1
        for index, message in enumerate(super().__iter__()):
            if index in (0, last):
                everybody.wait(SECONDS_MAX)
            yield message


class Client(threading.Thread):
    """One run of the program."""

    def __init__(self, number: int, code: object, host: str, port: int, further: list[str]) -> None:
        super().__init__(daemon=True)
        self.code = code
        self.address = (host, port)
        self.further = [each.replace("{}", str(number)) for each in further]
        self.printed: list[str] = []
        self.failure: BaseException | None = None

    def run(self) -> None:
        here.client = self
        scope = {"__name__": "__main__", "print": self.print}
        try:
            exec(self.code, scope)
        except BaseException as error:
            self.failure = error
            everybody.abort()

    def print(self, *words: object) -> None:
        self.printed.append(re.sub(r"\d+", "#", " ".join(map(str, words))))


here = threading.local()


def arguments(*names: str) -> tuple[command_line.Address, list[str]]:
    """Has the place of `command_line.arguments`: the command line of this thread's client."""
    client = here.client
    fixed = sum(name != command_line.MESSAGES for name in names)
    if fixed == 0:
        return client.address, Messages(client.further)
    return client.address, client.further


def lines(prompt: str, messages: list[str]) -> Iterator[str]:
    """Has the place of `command_line.lines`."""
    yield from Messages(messages)


if __name__ == "__main__":
    if len(sys.argv) < 5 or not sys.argv[1].isdecimal() or not sys.argv[4].isdecimal():
        sys.exit(command_line.usage("usage: crowd.py COUNT CLIENT HOST PORT [FURTHER...]"))
    count, name, host, port, *further = sys.argv[1:]
    path = pathlib.Path(__file__).parent / name
    code = compile(path.read_text(encoding="utf-8"), name, "exec")
    command_line.arguments, command_line.lines = arguments, lines
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    needed = 2 * int(count) + DESCRIPTORS_RESERVED
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(needed, hard), hard))
    threading.stack_size(STACK_BYTES)
    everybody = threading.Barrier(int(count))
    crowd = [Client(number, code, host, int(port), further) for number in range(int(count))]
    for client in crowd:
        client.start()
    for client in crowd:
        client.join(SECONDS_MAX)
    failures = collections.Counter(repr(client.failure) for client in crowd if client.failure)
    for failure, times in failures.most_common():
        print(f"{times}: {failure}", file=sys.stderr)
    if failures or any(client.is_alive() for client in crowd):
        sys.exit("not all clients have come to their end")
    print(f"{count} at once")
    texts = collections.Counter(text for client in crowd for text in client.printed)
    for text, times in texts.most_common():
        print(f"{times}: {text}")
