"""Echo servers: each is told where to listen, says so once it does, and ends on SIGTERM."""

import dataclasses
import os
import pathlib
import select
import signal
import subprocess
import tempfile
import time

from .peers import FOLDER, Failure

# The longest that a server takes to listen or to end, by far: under valgrind, on a busy machine.
SECONDS_MAX = 60


@dataclasses.dataclass(frozen=True)
class Program:
    name: str
    path: pathlib.Path
    # The words before `--listen`, and those after it.
    subcommand: tuple = ()
    options: tuple = ()
    protocols: tuple = ("tcp",)

    def words(self, loops):
        """The command, which listens at a free port for each protocol."""
        words = [self.path, *self.subcommand]
        for protocol in self.protocols:
            scheme = "" if protocol == "tcp" else f"{protocol}://"
            words += ["--listen", f"{scheme}127.0.0.1:0"]
        return [*words, "--loops", loops, *self.options]


C = Program("C", FOLDER / ".build" / "release" / "CEchoServer")
NIO_HANDLER = Program("NIO handler", FOLDER / "NIO" / ".build" / "release" / "NIOHandlerEcho")
NIO_ASYNC = Program("NIOAsyncChannel", FOLDER / "NIO" / ".build" / "release" / "NIOAsyncEcho")
OURS = Program("ours", FOLDER.parent / ".build" / "release" / "switchboard", ("echo",))


def ours(options):
    """The server that is measured: our tool's, or the one that the command line names."""
    return Program("ours", options.server.resolve()) if options.server else OURS


class Server:
    """A server on some CPUs, within a `with` statement."""

    def __init__(self, program, cpus, loops=1, wrapper=(), environment=None):
        if not program.path.exists():
            raise Failure(f"{program.path.name} is not built")
        self.program = program
        words = ["taskset", "--cpu-list", ",".join(map(str, cpus))]
        words += ["env", *(f"{name}={value}" for name, value in (environment or {}).items())]
        words += [*wrapper, *program.words(loops)]
        self._words = [str(word) for word in words]
        self._is_asked_to_end = False

    def __enter__(self):
        self._errors = tempfile.TemporaryFile("w+")
        self._process = subprocess.Popen(
            self._words,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=self._errors,
        )
        try:
            self.addresses = self._read_addresses()
            self.address = self.addresses[self.program.protocols[0]]
        except BaseException as error:
            self.__exit__(error)
            raise
        return self

    def __exit__(self, error, *details):
        status = self._end()
        with self._process.stdout, self._errors:
            if status != 0 and error is None:
                raise self._failure(f"ended with status {status}")

    def cpu_seconds(self):
        """What all threads have taken, in user and system mode."""
        return sum(self.cpu_seconds_of_threads().values())

    def cpu_seconds_of_threads(self):
        """By name and number of the thread."""
        threads = {}
        for task in self._proc().glob("task/*"):
            nanoseconds = int((task / "schedstat").read_text().split()[0])
            threads[(task / "comm").read_text().strip(), int(task.name)] = nanoseconds / 1e9
        return threads

    def memory_bytes(self):
        """The process's share (PSS) of its memory, without that of files: how many other processes
        use the same libraries changes by the second."""
        lines = (self._proc() / "smaps_rollup").read_text().splitlines()[1:]
        kibibytes = {name: int(value) for name, value, *_ in (line.split() for line in lines)}
        return (kibibytes["Pss_Anon:"] + kibibytes["Pss_Shmem:"]) * 1024

    def descriptors(self):
        """How many it has open."""
        return len(list((self._proc() / "fd").iterdir()))

    def ask_to_end(self):
        """Sends SIGTERM, once, and goes on; leaving the `with` statement waits for the end."""
        if not self._is_asked_to_end:
            self._process.send_signal(signal.SIGTERM)
        self._is_asked_to_end = True

    def wait_for_end(self, seconds):
        """Waits until it has ended, after it was asked to; its status is for the `with` statement."""
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
            raise self._failure(f"goes on {seconds} s after SIGTERM") from None

    def _proc(self):
        if self._process.poll() is not None:
            raise self._failure("has ended before its time")
        return pathlib.Path("/proc") / str(self._process.pid)

    def _read_addresses(self):
        """By protocol; each is announced by a line."""
        said, end = b"", time.monotonic() + SECONDS_MAX
        while said.count(b"\n") < len(self.program.protocols):
            left = max(0, end - time.monotonic())
            ready, _, _ = select.select([self._process.stdout], [], [], left)
            piece = os.read(self._process.stdout.fileno(), 4096) if ready else b""
            if not piece:
                break
            said += piece
        lines = [line.split() for line in said.decode(errors="replace").splitlines()]
        found = {words[1]: words[2] for words in lines if words[:1] == ["listening"]}
        if set(found) != set(self.program.protocols):
            raise self._failure(f"does not say that it listens, but {said!r}")
        return found

    def _end(self):
        """Ends the process, and returns its status."""
        self.ask_to_end()
        try:
            return self._process.wait(SECONDS_MAX)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
            return "none, as it went on after SIGTERM"

    def _failure(self, what):
        self._errors.seek(0)
        return Failure(f"{' '.join(self._words)} {what}\n{self._errors.read()[-2000:]}")
