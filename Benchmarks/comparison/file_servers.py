"""Servers of files: each serves one folder by FTP, in the clear and with TLS, at one port."""

import dataclasses
import os
import pathlib
import socket
import subprocess
import tempfile
import time

from .cpu_account import CPUAccount
from .peers import Failure
from .servers import SECONDS_MAX

TICKS = os.sysconf("SC_CLK_TCK")


@dataclasses.dataclass(frozen=True)
class Login:
    name: str
    password: str


# Its password is hashed by scrypt with the parameters below: what ours takes by default.
HASHED = Login("hashed", "a password of benchmarks")
SCRYPT_COST, SCRYPT_BLOCK, SCRYPT_PARALLELISM = 2**15, 8, 1
# Logs in at once: every other figure is not to be one of hashing.
QUICK = Login("quick", "a password of benchmarks")


@dataclasses.dataclass(frozen=True)
class FileServerProgram:
    name: str
    # Its command, and what is in its environment, for a port.
    command: object
    environment: dict = dataclasses.field(default_factory=dict)
    # Who logs in without a hash that costs.
    quick: Login = QUICK
    # Whether each session is a process or two: then fewer are held.
    forks: bool = False


class FileServer:
    """A server on some CPUs, within a `with` statement."""

    def __init__(self, program, cpus):
        self.program = program
        self.port = free_port()
        words = ["taskset", "--cpu-list", ",".join(map(str, cpus)), *program.command(self.port)]
        self._words = [str(word) for word in words]
        self._account = CPUAccount()

    def __enter__(self):
        self._errors = tempfile.TemporaryFile("w+")
        self._account.__enter__()
        self._process = subprocess.Popen(
            [*self._account.wrapper(), *self._words],
            stdin=subprocess.DEVNULL,
            stdout=self._errors,
            stderr=self._errors,
            env={**os.environ, **self.program.environment},
        )
        try:
            self._wait_for_greeting()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *error):
        self._process.terminate()
        try:
            self._process.wait(SECONDS_MAX)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._account.end_all()
        self._account.__exit__()
        self._errors.close()

    def cpu_seconds(self):
        """What the server and its sessions have taken, in user and system mode.

        Where control groups tell it, those that have ended are in it too; else those for whom
        somebody has waited, exact to a tick for each process.
        """
        seconds = self._account.seconds()
        if seconds is not None:
            return seconds
        ticks = 0
        for process in self._processes():
            # After the name, which may have spaces, from the third field on.
            fields = (process / "stat").read_text().rsplit(")", 1)[1].split()
            ticks += sum(map(int, fields[11:15]))
        return ticks / TICKS

    def memory_bytes(self):
        """The share (PSS) of the server and its sessions of their memory, without that of files."""
        total = 0
        for process in self._processes():
            try:
                lines = (process / "smaps_rollup").read_text().splitlines()[1:]
            except (FileNotFoundError, ProcessLookupError):
                # It has just ended.
                continue
            kibibytes = {name: int(value) for name, value, *_ in (line.split() for line in lines)}
            total += (kibibytes["Pss_Anon:"] + kibibytes["Pss_Shmem:"]) * 1024
        return total

    def _processes(self):
        """The process and all that descend from it."""
        if self._process.poll() is not None:
            raise self._failure("has ended before its time")
        found = [self._process.pid]
        for number in found:
            for task in pathlib.Path(f"/proc/{number}/task").glob("*/children"):
                try:
                    found += map(int, task.read_text().split())
                except (FileNotFoundError, ProcessLookupError):
                    # It has just ended.
                    continue
        return [pathlib.Path("/proc") / str(number) for number in found]

    def _wait_for_greeting(self):
        end = time.monotonic() + SECONDS_MAX
        while time.monotonic() < end:
            if self._process.poll() is not None:
                raise self._failure("ended at once")
            try:
                with socket.create_connection(("127.0.0.1", self.port), SECONDS_MAX) as client:
                    if client.recv(1024).startswith(b"220"):
                        return
            except ConnectionError:
                time.sleep(0.05)
        raise self._failure("greets nobody")

    def _failure(self, what):
        self._errors.seek(0)
        return Failure(f"{' '.join(self._words)} {what}\n{self._errors.read()[-2000:]}")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
