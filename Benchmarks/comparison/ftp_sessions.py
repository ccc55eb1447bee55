"""Sessions of FTP: logins as fast as they go, and many that do nothing."""

import concurrent.futures
import socket
import ssl
import time

from .file_servers import HASHED
from .peers import SECONDS_MAX, Failure

CLIENTS = 8


class Session:
    """A control connection."""

    def __init__(self, server, tls=False):
        self._program = server.program
        self._socket = socket.create_connection(("127.0.0.1", server.port), SECONDS_MAX)
        self._said = b""
        try:
            self.expect(220)
            if tls:
                self._encrypt()
        except BaseException:
            self.close()
            raise

    def _encrypt(self):
        self.ask("AUTH TLS", 234)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.minimum_version = ssl.TLSVersion.TLSv1_3
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        self._socket = context.wrap_socket(self._socket)

    def log_in(self, login):
        self.ask(f"USER {login.name}", 331)
        self.ask(f"PASS {login.password}", 230)

    def ask(self, command, code):
        self._socket.sendall(f"{command}\r\n".encode())
        self.expect(code)

    def expect(self, code):
        """Reads a reply, of one line or more."""
        while True:
            line, separator, rest = self._said.partition(b"\r\n")
            if separator:
                self._said = rest
                if line[3:4] != b"-" and line[:3].isdigit():
                    break
                continue
            piece = self._socket.recv(4096)
            if not piece:
                raise Failure(f"{self._program.name} ends a session instead of {code}")
            self._said += piece
        if line[:3] != str(code).encode():
            raise Failure(f"{self._program.name} says {line!r} instead of {code}")

    def close(self):
        self._socket.close()


def logins_per_second(server, count):
    """By some clients at a time; each connects anew."""

    def log_in(_):
        session = Session(server)
        try:
            session.log_in(HASHED)
            session.ask("QUIT", 221)
        finally:
            session.close()

    start = time.monotonic()
    with concurrent.futures.ThreadPoolExecutor(CLIENTS) as clients:
        list(clients.map(log_in, range(count)))
    return count / (time.monotonic() - start)


class HeldSessions:
    """Sessions that have logged in and do nothing, within a `with` statement."""

    def __init__(self, server, count, tls):
        self._server, self._count, self._tls = server, count, tls
        self._sessions = []

    def __enter__(self):
        try:
            for _ in range(self._count):
                session = Session(self._server, self._tls)
                self._sessions.append(session)
                session.log_in(self._server.program.quick)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *error):
        for session in self._sessions:
            session.close()
