"""Runs each tutorial's client against its own server and compares what both print.

Prints a line for each check and `N passed, N failed` at the end; exits with status 0 if none
failed, else 1. Nothing sleeps: a server is ready when it has printed its `listening` line.
"""

import contextlib
import os
import queue
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TextIO

HERE = Path(__file__).resolve().parent
TOTAL_SECONDS = 60.0
DEADLINE = time.monotonic() + TOTAL_SECONDS

Check = Callable[[], None]


def remaining() -> float:
    """Seconds until the total time-out; raises TimeoutError when there are none."""
    seconds = DEADLINE - time.monotonic()
    if seconds <= 0:
        raise TimeoutError(f"the total of {TOTAL_SECONDS:.0f} s is over")
    return seconds


def command(program: str, *arguments: str) -> list[str]:
    return [sys.executable, "-B", str(HERE / program), *arguments]


class Server:
    """A running server program, whose standard output is read all the time."""

    def __init__(self, program: str, *further: str, host: str = "127.0.0.1") -> None:
        self.errors = tempfile.TemporaryFile("w+", encoding="utf-8")
        self.process = subprocess.Popen(
            command(program, host, "0", *further),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=self.errors,
            encoding="utf-8",
        )
        self.lines: queue.Queue[str | None] = queue.Queue()
        assert self.process.stdout
        self.reader = threading.Thread(target=self.read, args=(self.process.stdout,))
        self.reader.start()

    def read(self, output: TextIO) -> None:
        for line in output:
            self.lines.put(line.removesuffix("\n"))
        self.lines.put(None)

    def next_line(self) -> str | None:
        try:
            return self.lines.get(timeout=remaining())
        except queue.Empty:
            raise TimeoutError("the server printed nothing more") from None

    def find_address(self) -> tuple[str, int]:
        line = self.next_line()
        match = re.fullmatch(r"listening ([0-9.]+):([0-9]+)", line or "")
        expect("first line", bool(match and int(match[2])), True, f"{line!r} {self.stderr()}")
        assert match
        return match[1], int(match[2])

    def prints(self, *patterns: str) -> None:
        """Waits for as many lines as there are patterns, which must match them in order."""
        for pattern in patterns:
            line = self.next_line()
            expect("server's line", bool(re.fullmatch(pattern, line or "")), True, repr(line))

    def stderr(self) -> str:
        self.errors.seek(0)
        return self.errors.read()

    def stop(self) -> None:
        """Ends the process by SIGTERM, by SIGKILL where that takes longer than there is time."""
        self.process.terminate()
        try:
            self.process.wait(max(1.0, DEADLINE - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.reader.join()


@contextlib.contextmanager
def serving(
    program: str, *further: str, host: str = "127.0.0.1"
) -> Iterator[tuple[Server, tuple[str, int]]]:
    """A server and its address; at the end it must have written no error, then or at SIGTERM."""
    server = Server(program, *further, host=host)
    try:
        yield server, server.find_address()
    finally:
        server.stop()
    expect("server's standard error", server.stderr(), "")


def client(program: str, address: tuple[str, int], *further: str, typed: str = "") -> str:
    """What the client prints; it must exit 0 without any error."""
    host, port = address
    result = subprocess.run(
        command(program, host, str(port), *further),
        input=typed,
        capture_output=True,
        encoding="utf-8",
        timeout=remaining(),
    )
    expect("client's status and errors", (result.returncode, result.stderr), (0, ""))
    return result.stdout


def expect(what: str, actual: object, expected: object, note: str = "") -> None:
    if actual != expected:
        raise AssertionError(f"{what}: {actual!r}, expected {expected!r} {note}".rstrip())


def connected(address: tuple[str, int]) -> socket.socket:
    return socket.create_connection(address, timeout=remaining())


def remote_command_answers() -> None:
    with serving("remote_command_server.py") as (server, address):
        output = client("remote_command_client.py", address, "echo 地瓜", "echo out; echo err >&2")
        expect("output", output, "地瓜\n\nout\nerr\n\n")
        server.prints(r"server is run\.\.\.", r"客户端: \('127\.0\.0\.1', \d+\)")


def remote_command_prompts() -> None:
    with serving("remote_command_server.py") as (_, address):
        output = client("remote_command_client.py", address, typed="echo a\n\n  \necho b\n")
        expect("output", output, ">>:a\n\n>>:>>:>>:b\n\n>>:")


def remote_command_cuts_at_1024() -> None:
    """The unread rest makes the client's close a reset, so that the next client is served."""
    with serving("remote_command_server.py") as (_, address):
        output = client("remote_command_client.py", address, "printf '%01500d' 7")
        expect("output", output, "0" * 1024 + "\n")
        output = client("remote_command_client.py", address, "echo next")
        expect("output", output, "next\n\n")


def upper_once() -> None:
    with serving("upper_server.py") as (server, address):
        expect("output", client("upper_client.py", address), "Received HELLO HUANGPINGYI\n")
        server.prints(r"Connected by \('127\.0\.0\.1', \d+\)")
        expect("end of output", server.next_line(), None)
        expect("status", server.process.wait(remaining()), 0)


def upper_sequential() -> None:
    with serving("upper_sequential_server.py") as (_, address):
        output = client("upper_client.py", address, "one", "straße 地瓜")
        expect("output", output, "Received ONE\nReceived STRAßE 地瓜\n")
        expect("output", client("upper_client.py", address, "two"), "Received TWO\n")


def upper_threading() -> None:
    with serving("upper_threading_server.py") as (_, address), connected(address) as held:
        held.sendall(b"held")
        expect("answer", held.recv(1024), b"HELD")
        expect("output", client("upper_client.py", address, "two"), "Received TWO\n")
        held.sendall(b"still")
        expect("answer", held.recv(1024), b"STILL")


def reply() -> None:
    with serving("reply_server.py") as (server, address):
        for _ in range(2):
            expect("output", client("reply_client.py", address), "收到收到 我是地瓜!\n")
            server.prints(r"server waiting\.\.\.", r"地瓜地瓜!我是南瓜\.\.\.")


def framed_command_answers() -> None:
    with serving("framed_command_server.py") as (_, address):
        output = client("framed_command_client.py", address, "echo hello", "true")
        expect("output", output, "MSG_SIZE:6 (RECV:6)\nhello\n\ncmd error...\n")
        output = client("framed_command_client.py", address, "echo 1", "exit", "echo 2")
        expect("output", output, "MSG_SIZE:2 (RECV:2)\n1\n\n")
        output = client("framed_command_client.py", address, typed="\necho 3\n")
        expect("output", output, ">>: >>: MSG_SIZE:2 (RECV:2)\n3\n\n>>: ")


def framed_command_receives_all() -> None:
    with serving("framed_command_server.py") as (_, address):
        output = client("framed_command_client.py", address, "printf '%0100000d' 7", "echo next")
        *progress, text, size, following, end = output.removesuffix("\n").split("\n")
        expect("last progress", progress[-1], "MSG_SIZE:100000 (RECV:100000)")
        expect("text", text, "0" * 99_999 + "7")
        expect("next", (size, following, end), ("MSG_SIZE:5 (RECV:5)", "next", ""))


def framed_command_decodes_gbk() -> None:
    with serving("framed_command_server.py") as (_, address):
        gbk = r"printf '\265\330\271\317'"
        output = client("framed_command_client.py", address, gbk, "printf 地瓜", "printf 瓜")
        sizes = "MSG_SIZE:6 (RECV:6)\n地瓜\n", "MSG_SIZE:9 (RECV:9)\n鍦扮摐\n"
        expect("output", output, "".join(sizes) + "\n", "the last is no GBK: closed, no answer")
        output = client("framed_command_client.py", address, "echo next")
        expect("output", output, "MSG_SIZE:5 (RECV:5)\nnext\n\n")


def loop_chat() -> None:
    with serving("loop_chat_server.py") as (server, address):
        output = client("loop_chat_client.py", address)
        greeting = "--- > Hello,I am server!\n"
        expect("output", output, greeting + "--- > Loop_msg: Hello,I am client!!\n")
        server.prints(
            r"waiting for connection \.\.\.",
            r"Accept new connection from 127\.0\.0\.1:\d+",
            r"--- > Hello,I am client! !",
            r"Connection from 127\.0\.0\.1:\d+",
        )
        with connected(address) as held:
            expect("greeting", held.recv(1024), b"Hello,I am server!")
            output = client("loop_chat_client.py", address, "a", "地瓜")
            expect("output", output, greeting + "--- > Loop_msg: a!\n--- > Loop_msg: 地瓜!\n")
            held.sendall(b"exit")
            expect("end", held.recv(1024), b"")


def udp_hello() -> None:
    with serving("udp_hello_server.py", host="127.0.0.2") as (server, address):
        expect("output", client("udp_hello_client.py", address), "Hello, hello!\nHello, world!\n")
        received = r"Received from 127\.0\.0\.\d+:\d+\."
        server.prints(r"Bind UDP on 127\.0\.0\.2:\d+ \.\.\.", received, received)
        output = client("udp_hello_client.py", address, "", "地瓜", "x" * 1100)
        cut = "Hello, " + "x" * 1017
        expect("output", output, f"Hello, !\nHello, 地瓜!\n{cut}\n")


@contextlib.contextmanager
def file_transfer() -> Iterator[tuple[Server, tuple[str, int], Path, Path]]:
    with contextlib.ExitStack() as stack:
        source, target = (
            Path(stack.enter_context(tempfile.TemporaryDirectory())) for _ in range(2)
        )
        served = stack.enter_context(serving("file_transfer_server.py", str(source)))
        yield *served, source, target


def file_transfer_gets() -> None:
    every_byte = bytes(range(256)) * 20
    contents = {"small": b"hello\n", "edge": every_byte[:1024], "large": every_byte, "empty": b""}
    with file_transfer() as (server, address, source, target):
        for name, content in contents.items():
            (source / name).write_bytes(content)
        gets = [f"get {name}" for name in contents]
        output = client("file_transfer_client.py", address, str(target), *gets)
        for name, content in contents.items():
            expect(name, (target / name).read_bytes(), content)
        expect(
            "output",
            output.splitlines()[:5],
            [
                "--get func--- ['get', 'small']",
                "--> FileTransfer|get|ready|6",
                "---> small",
                "6 6",
                "---recv file:small---",
            ],
        )
        server.prints(
            r"---filetransfer--- \['FileTransfer', 'get', 'small'\]",
            r"client wants to download file: small",
            r"6 6",
            r"---send file:small done----",
        )


def file_transfer_refuses() -> None:
    with file_transfer() as (_, address, _, target):
        lines = "get", "nonsense", "", "get missing"
        output = client("file_transfer_client.py", address, str(target), *lines)
        wrong = "\033[31;1mWrong cmd usage\033[0m"
        missing = "FileTransfer|get|file doesn't exist"
        asked = "--get func--- ['get', 'missing']"
        expected = ["--get func--- ['get']", wrong, wrong, asked, f"--> {missing}", missing]
        expect("output", output.splitlines(), expected)
        expect("saved files", os.listdir(target), [])


def file_transfer_serves_many() -> None:
    with file_transfer() as (_, address, source, target), connected(address) as held:
        (source / "small").write_bytes(b"hello\n")
        held.sendall(b"FileTransfer|get|small")
        expect("answer", held.recv(100), b"FileTransfer|get|ready|6")
        client("file_transfer_client.py", address, str(target), typed="get small\n")
        expect("small", (target / "small").read_bytes(), b"hello\n")


CHECKS: list[Check] = [
    remote_command_answers,
    remote_command_prompts,
    remote_command_cuts_at_1024,
    upper_once,
    upper_sequential,
    upper_threading,
    reply,
    framed_command_answers,
    framed_command_receives_all,
    framed_command_decodes_gbk,
    loop_chat,
    udp_hello,
    file_transfer_gets,
    file_transfer_refuses,
    file_transfer_serves_many,
]


def passes(check: Check) -> bool:
    try:
        remaining()
        check()
    except (AssertionError, OSError, subprocess.TimeoutExpired) as error:
        print(f"FAILED {check.__name__}: {error}", flush=True)
        return False
    print(f"passed {check.__name__}", flush=True)
    return True


def main() -> int:
    results = [passes(check) for check in CHECKS]
    failed = results.count(False)
    print(f"{len(results) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
