"""The two programs that are compared."""

import json
import os
import pathlib
import shutil
import subprocess
import tempfile

FOLDER = pathlib.Path(__file__).resolve().parent.parent

# The longest that any run of a peer takes, by far: under valgrind, on a busy machine.
SECONDS_MAX = 300


class Failure(Exception):
    """Something that has to be put right before there can be figures."""


class Peers:
    """Runs the Swift and the C program, and keeps what has to be made for that."""

    NAMES = ("Swift", "C")

    def __init__(self, cpu):
        allowed = sorted(os.sched_getaffinity(0))
        self.cpu = allowed[-1] if cpu == -1 else cpu
        if self.cpu not in allowed:
            raise Failure(f"CPU {self.cpu} is not among those to be used: {allowed}")
        self.other_cpu = next((other for other in allowed if other != self.cpu), self.cpu)
        self._scratch = tempfile.TemporaryDirectory(prefix="benchmarks-")
        self.scratch = pathlib.Path(self._scratch.name)
        # The copy of each program.
        self._stripped = {}

    def path(self, name):
        path = FOLDER / ".build" / "release" / f"{name}Peer"
        if not path.exists():
            raise Failure(f"{path.name} is not built")
        return path

    def rate(self, name, subject, count):
        """One run of a subject of `rates`: the peer's own report, as a dictionary."""
        other = self.other_cpu if subject.bars_cpu else self.cpu
        words = (subject.mode, subject.size, count, other, self.cpu)
        return json.loads(command(self.path(name), *words))

    def stripped(self, name):
        return self.without_debug_information(self.path(name))

    def without_debug_information(self, program):
        """A copy; valgrind 3.19 cannot read this compiler's debug information."""
        if program not in self._stripped:
            # Numbered, as two programs may have the same name.
            copy = self.scratch / f"{len(self._stripped)}-{program.name}"
            command("strip", "-g", "-o", copy, program)
            self._stripped[program] = copy
        return self._stripped[program]

    def preload(self, source):
        """A library made of one C file, to be loaded before all others."""
        library = self.scratch / f"{source.stem}.so"
        if not library.exists():
            command("cc", "-O2", "-Wall", "-Werror", "-shared", "-fPIC", "-o", library, source)
        return library


def command(*words, environment=None, quiet=False, given=None):
    """What a command prints that was given some input; a failure is told with the end of what it
    said."""
    words = [str(word) for word in words]
    if shutil.which(words[0]) is None:
        raise Failure(f"{words[0]} is not installed")
    try:
        done = subprocess.run(
            words,
            capture_output=True,
            text=True,
            input=given,
            env={**os.environ, **(environment or {})},
            timeout=None if quiet else SECONDS_MAX,
        )
    except subprocess.TimeoutExpired:
        raise Failure(f"still running after {SECONDS_MAX} s: {' '.join(words)}") from None
    if done.returncode != 0:
        said = (done.stdout + done.stderr)[-3000:]
        raise Failure(f"status {done.returncode} of {' '.join(words)}\n{said}")
    return done.stdout
