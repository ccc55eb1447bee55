"""Loads in processes of their own, on a CPU of their own."""

import json
import os
import select
import signal
import subprocess
import tempfile
import time

from comparison.load import PROGRAM as ECHO_LOAD
from comparison.peers import FOLDER, Failure

CROWD_LOAD = FOLDER / ".build" / "release" / "CrowdLoad"

# The longest that a load takes to begin or to end, by far.
SECONDS_MAX = 180
# Without end, for a load that is ended.
FOR_EVER = 100_000
# Other loads leave the CPU to those that measure, at once: a process that is only nicer keeps it to
# the end of its slice, 3 ms that would count as the server's.
IN_BACKGROUND = ["chrt", "--idle", "0"]


class Running:
    """A load, within a `with` statement, from the first line that it prints."""

    def __init__(self, name, cpu, words, scheduling=()):
        self.name = name
        self._words = ["taskset", "--cpu-list", str(cpu), *scheduling]
        self._words += [str(word) for word in words]
        self._said = b""
        self._is_finished = False

    def __enter__(self):
        self._errors = tempfile.TemporaryFile("w+")
        self._process = subprocess.Popen(
            self._words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=self._errors
        )
        try:
            self.first_line = self._read_first_line()
        except BaseException as error:
            self.__exit__(error)
            raise
        return self

    def __exit__(self, error, *details):
        with self._process.stdout, self._errors:
            if error is not None:
                self._process.kill()
                self._process.wait()
            elif not self._is_finished:
                self.stop()

    def stop(self):
        """Ends it; its report."""
        self._process.send_signal(signal.SIGTERM)
        return self.finish()

    def finish(self):
        """Waits for its end; its report."""
        self._is_finished = True
        end = time.monotonic() + SECONDS_MAX
        while piece := self._read(end):
            self._said += piece
        if self._process.wait() != 0:
            raise self._failure(f"status {self._process.returncode}")
        return json.loads(self._said.splitlines()[-1])

    def _read_first_line(self):
        end = time.monotonic() + SECONDS_MAX
        while b"\n" not in self._said:
            piece = self._read(end)
            if not piece:
                self._process.wait()
                raise self._failure("it has ended before it began")
            self._said += piece
        return self._said.split(b"\n")[0].decode()

    def _read(self, end):
        ready, _, _ = select.select([self._process.stdout], [], [], max(0, end - time.monotonic()))
        if not ready:
            self._process.kill()
            self._process.wait()
            raise self._failure(f"nothing came of it for {SECONDS_MAX} s")
        return os.read(self._process.stdout.fileno(), 65536)

    def _failure(self, what):
        self._errors.seek(0)
        said = self._errors.read()[-2000:].strip()
        return Failure(f"{self.name}: {said or what}")


def echo_load(name, cpu, address, *words, scheduling=IN_BACKGROUND, **options):
    """An `EchoLoad` that goes on until it is stopped, if nothing else is said."""
    options = {"seconds": FOR_EVER} | options
    words = [ECHO_LOAD, "--server", address, "--announce", *words, *spelled(options)]
    return Running(name, cpu, words, scheduling)


class Crowd(Running):
    """A `CrowdLoad`, of which `first` is what there was when all had come."""

    def __init__(self, name, cpu, address, *words, **options):
        words = [CROWD_LOAD, "--server", address, *words, *spelled(options)]
        super().__init__(name, cpu, words, IN_BACKGROUND)

    def __enter__(self):
        super().__enter__()
        self.first = json.loads(self.first_line)
        return self


def spelled(options):
    """Options as words: `at_once=5` is `--at-once 5`."""
    words = []
    for name, value in options.items():
        words += [f"--{name.replace('_', '-')}", value]
    return words


# Clients that ask so many requests a round, 2 ms after the last answer of the one before: a server
# that is not busy otherwise has its hands free, so that what others take of it is seen.
MEASURING_CLIENTS = 64
PAUSE = 0.002


def measuring(cpu, address, words=(), **options):
    return echo_load(
        "measuring clients",
        cpu,
        address,
        *words,
        scheduling=(),
        connections=MEASURING_CLIENTS,
        pause=PAUSE,
        **options,
    )
