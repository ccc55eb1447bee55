"""Runs of the load generator, `EchoLoad`."""

import dataclasses
import json
import select
import subprocess

from .peers import FOLDER, SECONDS_MAX, Failure, command

PROGRAM = FOLDER / ".build" / "release" / "EchoLoad"


@dataclasses.dataclass(frozen=True)
class Load:
    connections: int
    # Of a request.
    size: int
    # Requests in flight on a connection.
    depth: int = 1
    mode: str = "echo"
    # The version of TLS, and whether each connection goes on with the session of an earlier one.
    tls: str | None = None
    resumes: bool = False

    def __str__(self):
        # A multiplication sign, as in a table of figures.
        numbers = [self.connections, self.size] + ([self.depth] if self.depth > 1 else [])
        return "×".join(map(str, numbers))

    def words(self, server, cpu, **options):
        """The command, with the generator's own options by name."""
        words = ["taskset", "--cpu-list", cpu, PROGRAM, "--server", server.address]
        words += ["--mode", self.mode, "--connections", self.connections, "--bytes", self.size]
        words += ["--depth", self.depth] if self.depth > 1 else []
        words += ["--tls", self.tls] if self.tls else []
        words += ["--resume"] if self.resumes else []
        for name, value in options.items():
            words += [f"--{name}", value]
        return [str(word) for word in words]

    def run(self, server, cpu, **options):
        """The generator's report, as a dictionary."""
        return json.loads(command(*self.words(server, cpu, **options)))


# What is counted, request by request: between rounds the server comes to rest, as it seldom
# would under valgrind, where it is slow.
ROUNDS = Load(connections=16, size=64)
PAUSE = 0.002


def run_rounds(server, cpu, requests):
    ROUNDS.run(server, cpu, requests=requests, pause=PAUSE)


class Held:
    """Connections that do nothing after one answer each, within a `with` statement."""

    def __init__(self, server, cpu, connections):
        load = Load(connections=connections, size=64, mode="idle")
        self._words = load.words(server, cpu, seconds=SECONDS_MAX)

    def __enter__(self):
        self._process = subprocess.Popen(
            self._words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        ready, _, _ = select.select([self._process.stdout], [], [], SECONDS_MAX)
        if not ready or not self._process.stdout.readline().startswith("holding "):
            self._process.terminate()
            raise Failure(f"no connections held: {self._process.communicate()[1]}")
        return self

    def __exit__(self, kind, *error):
        self._process.terminate()
        said = self._process.communicate()[1]
        if self._process.returncode != 0 and kind is None:
            raise Failure(f"connections were not held: {said}")
