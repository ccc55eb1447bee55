"""An echo server that does one thing wrong: `endure` must see it. Without a fault it must pass.

    python3 faulty_server.py [--fault NAME] --listen [tls://]HOST:PORT… --loops 1 [limits]
"""

import argparse
import collections
import os
import select
import signal
import socket
import ssl
import time

FAULTS = (
    "leaks-descriptors",
    "leaks-memory",
    "loses-bytes",
    "swaps-bytes",
    "keeps-unsent-bytes",
    "is-slow-under-load",
    "ignores-limits",
    "stays-full",
    "drops-clients-at-the-end",
    "loses-the-last-bytes",
    "goes-on-accepting",
    "never-ends",
    "ends-with-another-status",
)
PIECE_BYTES = 65536
# One of so many connections, and one of so many pieces, has the fault.
ONE_OF = 20
LEAKED_BYTES = 20_000
SLOW_SECONDS = 0.002
# So often it looks for connections that have been there for too long.
LOOKING_SECONDS = 0.1


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--fault", choices=FAULTS)
    parser.add_argument("--listen", required=True, action="append")
    parser.add_argument("--cert")
    parser.add_argument("--key")
    parser.add_argument("--loops", type=int, default=1)
    parser.add_argument("--grace", type=float, default=10)
    parser.add_argument("--connections-max", type=int, default=100_000)
    parser.add_argument("--connections-per-peer", type=int, default=100_000)
    parser.add_argument("--accept-rate", type=float, default=1e9)
    parser.add_argument("--handshakes-max", type=int, default=100_000)
    for name in ("--handshake-timeout", "--idle-timeout", "--lifetime"):
        parser.add_argument(name, type=float, default=1e9)
    parser.add_argument("--when-full", choices=("wait", "refuse"), default="wait")
    return parser.parse_args()


class Server:
    def __init__(self, options):
        self.options = options
        if options.fault == "ignores-limits":
            options.connections_max = options.connections_per_peer = 100_000
            options.handshakes_max = 100_000
            options.accept_rate = 1e9
            options.handshake_timeout = options.idle_timeout = options.lifetime = 1e9
        self.epoll = select.epoll()
        self.listeners = {}
        for address in options.listen:
            scheme, _, name = address.rpartition("://")
            host, port = name.rsplit(":", 1)
            listener = socket.create_server((host, int(port)), backlog=4096)
            listener.setblocking(False)
            self.listeners[listener.fileno()] = listener, scheme or "tcp"
        self.context = self.make_context()
        # Connections that have not said anything yet.
        self.handshakes = 0
        self.connections = {}
        self.per_peer = collections.Counter()
        self.tokens, self.tokens_at = options.accept_rate, time.monotonic()
        self.accepted = self.pieces = 0
        self.leaked = []
        self.end = None
        self.looked_at = 0
        self.is_listening = False
        self.listen(True)

    def make_context(self):
        if not self.options.cert:
            return None
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(self.options.cert, self.options.key)
        return context

    def announce(self):
        for listener, protocol in self.listeners.values():
            host, port = listener.getsockname()
            print(f"listening {protocol} {host}:{port}", flush=True)

    def has(self, fault):
        return self.options.fault == fault

    def listen(self, wanted):
        if wanted != self.is_listening:
            for descriptor in self.listeners:
                if wanted:
                    self.epoll.register(descriptor, select.EPOLLIN)
                else:
                    self.epoll.unregister(descriptor)
        self.is_listening = wanted

    def run(self):
        while not self.is_over():
            for descriptor, events in self.epoll.poll(0.05):
                if descriptor in self.listeners:
                    self.accept(*self.listeners[descriptor])
                elif descriptor in self.connections:
                    self.connections[descriptor].handle(events)
            self.end_late_ones()
            if self.end is None:
                self.listen(self.options.when_full == "refuse" or not self.is_full())
        return 3 if self.has("ends-with-another-status") else 0

    def end_late_ones(self):
        now = time.monotonic()
        if now - self.looked_at < LOOKING_SECONDS:
            return
        self.looked_at = now
        for connection in list(self.connections.values()):
            if connection.is_late(now):
                connection.close()

    def is_over(self):
        if self.end is None or self.has("never-ends"):
            return False
        return not self.connections or time.monotonic() > self.end

    def stop(self, *details):
        if self.end is not None:
            return
        self.end = time.monotonic() + self.options.grace
        if not self.has("goes-on-accepting"):
            self.listen(False)
            for listener, _ in self.listeners.values():
                listener.close()
            self.listeners = {}
        if self.has("drops-clients-at-the-end"):
            self.end = 0

    def is_full(self):
        # One that stays full forgets to count those who have gone.
        taken = self.accepted if self.has("stays-full") else len(self.connections)
        return taken >= self.options.connections_max

    def takes(self, peer):
        now = time.monotonic()
        rate = self.options.accept_rate
        self.tokens = min(rate, self.tokens + (now - self.tokens_at) * rate)
        self.tokens_at = now
        if self.is_full() or self.per_peer[peer] >= self.options.connections_per_peer:
            return False
        if self.tokens < 1 or self.handshakes >= self.options.handshakes_max:
            return False
        self.tokens -= 1
        return True

    def accept(self, listener, protocol):
        while self.options.when_full == "refuse" or not self.is_full():
            try:
                connection, (peer, _) = listener.accept()
            except BlockingIOError:
                return
            if not self.takes(peer):
                connection.close()
                continue
            self.accepted += 1
            if self.accepted % ONE_OF == 0:
                if self.has("leaks-descriptors"):
                    self.leaked.append(os.dup(connection.fileno()))
                if self.has("leaks-memory"):
                    self.leaked.append(bytes(LEAKED_BYTES))
            self.per_peer[peer] += 1
            if protocol == "tls":
                connection = self.context.wrap_socket(
                    connection, server_side=True, do_handshake_on_connect=False
                )
            self.connections[connection.fileno()] = Connection(self, connection, peer)


class Connection:
    def __init__(self, server, socket, peer):
        self.server, self.socket, self.peer = server, socket, peer
        self.unsent = bytearray()
        self.has_ended = False
        self.opened_at = self.active_at = time.monotonic()
        self.is_shaking_hands = isinstance(socket, ssl.SSLSocket)
        server.handshakes += self.is_shaking_hands
        self.socket.setblocking(False)
        server.epoll.register(socket, select.EPOLLIN)

    def is_late(self, now):
        options = self.server.options
        if self.is_shaking_hands and now - self.opened_at > options.handshake_timeout:
            return True
        return now - self.active_at > options.idle_timeout or now - self.opened_at > options.lifetime

    def handle(self, events):
        self.active_at = time.monotonic()
        try:
            if self.is_shaking_hands:
                self.socket.do_handshake()
                self.end_handshake()
            # Whoever has not taken everything is not read from, unless that is the fault.
            if events & ~select.EPOLLOUT and not self.has_ended:
                self.receive()
            self.send()
        except (BlockingIOError, ssl.SSLWantReadError, ssl.SSLWantWriteError):
            pass
        except OSError:
            self.close()
            return
        if self.has_ended and not self.unsent:
            self.close()
            return
        reads = not self.unsent or self.server.has("keeps-unsent-bytes")
        self.server.epoll.modify(
            self.socket,
            (select.EPOLLIN if reads and not self.has_ended else 0)
            | (select.EPOLLOUT if self.unsent else 0),
        )

    def receive(self):
        piece = self.socket.recv(PIECE_BYTES)
        # What TLS has read ahead tells of itself by no event.
        while piece and getattr(self.socket, "pending", int)():
            piece += self.socket.recv(PIECE_BYTES)
        self.has_ended = not piece
        server = self.server
        server.pieces += 1
        if server.has("is-slow-under-load") and len(server.connections) > 100:
            time.sleep(SLOW_SECONDS)
        if server.pieces % ONE_OF == 0:
            if server.has("loses-bytes"):
                piece = piece[:-1]
            if server.has("swaps-bytes"):
                piece = piece[::-1]
        if server.end is not None and server.has("loses-the-last-bytes"):
            piece = b""
        self.unsent += piece

    def send(self):
        while self.unsent:
            count = self.socket.send(self.unsent[:PIECE_BYTES])
            del self.unsent[:count]

    def end_handshake(self):
        self.server.handshakes -= self.is_shaking_hands
        self.is_shaking_hands = False

    def close(self):
        self.end_handshake()
        del self.server.connections[self.socket.fileno()]
        self.server.per_peer[self.peer] -= 1
        self.socket.close()


def main():
    server = Server(arguments())
    signal.signal(signal.SIGTERM, server.stop)
    server.announce()
    # Nothing is left to be done for it; interpreters take their time to free everything.
    os._exit(server.run())


if __name__ == "__main__":
    main()
