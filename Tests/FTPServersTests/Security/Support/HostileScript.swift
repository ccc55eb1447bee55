import FTPServers
import Foundation
import TestSupport
import Testing

/// Scripts of Python that are clients of a running server, hostile ones too: another program sends
/// what no library of ours would.
enum HostileScript {
  /// Runs a script, which fails by an exception.
  ///
  /// - Parameters:
  ///   - running: the server.
  ///   - body: what follows the prelude.
  ///   - sourceLocation: where a failure is told to be.
  /// - Throws: where there is no Python.
  static func run(
    against running: RunningServer,
    _ body: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    let implicit = running.server.localAddresses.count > 1 ? port(of: running.implicitAddress) : "0"
    let script = Program.python3(
      Self.prelude + body,
      [port(of: running.address), implicit, running.homes, RunningServer.password]
    )
    let outcome = try await script.run(deadline: .seconds(120))
    #expect(outcome.errors == "", sourceLocation: sourceLocation)
    #expect(outcome.status == 0, sourceLocation: sourceLocation)
  }

  private static func port(of address: String) -> String {
    address.split(separator: ":").last.map(String.init) ?? ""
  }

  /// What scripts have: `Client`, `context`, and where homes are.
  private static let prelude = #"""
    import linecache, os, re, select, socket, ssl, stat, struct, sys, threading, time, traceback

    # So that a traceback shows the script's own lines.
    linecache.cache["<string>"] = 1, None, sys.orig_argv[3].splitlines(True), "<string>"
    sys.excepthook = traceback.print_exception
    port, implicit_port, homes, password = int(sys.argv[1]), int(sys.argv[2]), *sys.argv[3:5]
    socket.setdefaulttimeout(60)

    def home(*names, account="alice"):
        return os.path.join(homes, account, *names)

    def contents(path):
        with open(path, "rb") as file:
            return file.read()

    def write(path, content=b""):
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(content)

    def context(version=None, protocols=None):
        """A client of TLS that trusts everybody."""
        made = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        made.check_hostname, made.verify_mode = False, ssl.CERT_NONE
        if version:
            made.minimum_version = made.maximum_version = version
        if protocols:
            made.set_alpn_protocols(protocols)
        return made

    def reset(end):
        """Closes a socket so that the peer sees a reset (RST)."""
        end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        end.close()

    def is_ended(end):
        """Whether the peer has closed, with nothing before that."""
        try:
            return end.recv(1) == b""
        except ConnectionResetError:
            return True

    class Client:
        """A control connection, and the replies to its commands."""

        def __init__(self, account="alice", source=None, implicit=None, greeting=220,
                     room=None):
            self.source = (source, 0) if source else None
            self.socket = socket.socket()
            if room:
                # How many bytes of replies the kernel takes that are not read.
                self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, room)
            if self.source:
                self.socket.bind(self.source)
            self.socket.connect(("127.0.0.1", implicit_port if implicit else port))
            self.bytes, self.context, self.text = b"", None, b""
            if implicit:
                self.context = implicit
                self.socket = implicit.wrap_socket(self.socket)
            self.expect(greeting)
            if account:
                self.login(account)

        def login(self, account="alice", code=230):
            self.ask("USER " + account, 331)
            self.ask("PASS " + password, code)

        def send(self, text):
            self.socket.sendall(text if isinstance(text, bytes) else os.fsencode(text))

        def line(self):
            while b"\n" not in self.bytes:
                more = self.socket.recv(1 << 16)
                if not more:
                    raise EOFError(self.bytes)
                self.bytes += more
            line, self.bytes = self.bytes.split(b"\n", 1)
            assert line.endswith(b"\r") and b"\r" not in line[:-1], line
            return line[:-1]

        def reply(self):
            lines = [self.line()]
            assert re.match(rb"\d\d\d[ -]", lines[0]), lines
            if lines[0][3:4] == b"-":
                while not lines[-1].startswith(lines[0][:3] + b" "):
                    lines.append(self.line())
            self.text = b"\n".join(lines)
            return int(lines[0][:3])

        def expect(self, *codes):
            code = self.reply()
            assert code in codes, (codes, self.text)
            return self.text

        def ask(self, line, *codes):
            self.send((line if isinstance(line, bytes) else os.fsencode(line)) + b"\r\n")
            return self.expect(*codes)

        def is_alive(self):
            self.ask("NOOP", 200)

        def ends(self):
            """The server closes, and says nothing more."""
            assert self.bytes == b"" and is_ended(self.socket), self.bytes

        def encrypt(self, chosen=None, protects=True):
            self.context = chosen or context()
            self.ask("AUTH TLS", 234)
            self.socket = self.context.wrap_socket(self.socket)
            if protects:
                self.ask("PBSZ 0", 200)
                self.ask("PROT P", 200)

        def prepare(self):
            """Where the server listens for a data connection."""
            return int(re.search(rb"\|(\d+)\|", self.ask("EPSV", 229)).group(1))

        def data(self, source=None):
            source = (source, 0) if source else self.source
            return socket.create_connection(("127.0.0.1", self.prepare()), source_address=source)

        def protect(self, end, session=None):
            return self.context.wrap_socket(end, session=session)

        def open(self, command, session=None):
            """A data connection whose transfer has begun."""
            end = self.data()
            self.ask(command, 150)
            return self.protect(end, session) if self.context else end

        def fetch(self, command, code=226):
            with self.open(command) as end:
                content = b"".join(iter(lambda: end.recv(1 << 16), b""))
            self.expect(code)
            return content

        def store(self, command, content, *codes):
            """Sends a file, and takes the last reply."""
            end = self.open(command)
            try:
                end.sendall(content)
                if self.context:
                    end.unwrap()
                end.close()
            except (BrokenPipeError, ConnectionResetError, ssl.SSLError):
                pass
            return self.expect(*codes or (226,))

    """#
}
