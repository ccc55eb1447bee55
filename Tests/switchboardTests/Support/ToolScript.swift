import Foundation
import TestSupport
import Testing

/// Scripts of Python that start the tool and talk to it: another program sees what users see.
enum ToolScript {
  /// Runs a script, which fails by an exception.
  ///
  /// - Parameters:
  ///   - body: what follows `prelude`.
  ///   - deadline: how long it may take.
  ///   - sourceLocation: where a failure is told to be.
  /// - Throws: where there is no Python.
  static func run(
    _ body: String,
    deadline: Duration = Program.defaultDeadline,
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    try await temporaryDirectory { folder in
      let script = Program.python3(prelude + body, [try executable, folder])
      await turnstile.enter()
      defer { turnstile.leave() }
      let outcome = try await script.run(deadline: deadline)
      #expect(outcome.errors == "", sourceLocation: sourceLocation)
      #expect(outcome.status == 0, sourceLocation: sourceLocation)
    }
  }

  /// As many scripts as keep two cores busy: each has a server and a client.
  private static let turnstile = Turnstile(4)

  /// Where the build has put the tool: beside the tests.
  private static var executable: String {
    get throws {
      let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
      return URL(filePath: tests).deletingLastPathComponent().appending(path: "switchboard").path
    }
  }

  /// What scripts have: `run`, `Server`, `client`, and an empty `folder`.
  private static let prelude = #"""
    import atexit, ctypes, os, signal, socket, stat, subprocess, sys

    tool, folder = sys.argv[1:]
    socket.setdefaulttimeout(120)
    for name in [each for each in os.environ if each.startswith("SWITCHBOARD_")]:
        del os.environ[name]

    def prepared(also):
        def prepare():
            # PR_SET_PDEATHSIG: the tool never outlives the script.
            ctypes.CDLL(None).prctl(1, signal.SIGKILL)
            also()
        return prepare

    class Tool:
        """The running tool."""

        def __init__(self, *arguments, prepare=lambda: None, environment={}, **streams):
            streams = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE,
                       "stderr": subprocess.PIPE, **streams}
            self.process = subprocess.Popen(
                [tool, *arguments], text=True,
                env={**os.environ, **environment}, preexec_fn=prepared(prepare), **streams)
            # A tool that becomes another user outlives the script that has failed.
            atexit.register(self.process.kill)

        def kill(self, number=signal.SIGTERM):
            self.process.send_signal(number)

        def ending(self):
            """Exit status, what is left of standard output, and standard error."""
            output, errors = self.process.communicate(timeout=120)
            return self.process.returncode, output, errors

        def ends(self, *expected):
            ending = self.ending()
            assert ending == expected, ending

        def stop(self):
            self.kill()
            self.ends(0, "", "")

    def run(*arguments, **more):
        return Tool(*arguments, **more).ending()

    def feed(text, *arguments, **more):
        """The same, with a text as standard input."""
        started = Tool(*arguments, stdin=subprocess.PIPE, **more)
        output, errors = started.process.communicate(text, timeout=120)
        return started.process.returncode, output, errors

    def on_terminal(answers, *arguments):
        """Exit status and output on a terminal, of which each answer follows its question."""
        import pty
        process, end = pty.fork()
        if process == 0:
            os.execv(tool, [tool, *arguments])
        seen, place = b"", 0
        for question, answer in answers:
            while (found := seen.find(question, place)) < 0:
                seen += os.read(end, 4096)
            place = found + len(question)
            os.write(end, answer)
        while True:
            try:
                part = os.read(end, 4096)
            except OSError:
                part = b""
            if not part:
                break
            seen += part
        _, status = os.waitpid(process, 0)
        os.close(end)
        return os.waitstatus_to_exitcode(status), seen.decode()

    data = os.path.join(folder, "data")

    class FileServer(Tool):
        """`switchboard serve` on the folder `data`, once it listens at `count` addresses."""

        def __init__(self, *options, count=1, **more):
            if not any(each.startswith("--ftp") for each in options):
                options = ("--ftp", "127.0.0.1:0", *options)
            self.told = open(os.path.join(folder, "told"), "a+")
            super().__init__("serve", "--data", data, *options, stderr=self.told, **more)
            self.lines = [self.process.stdout.readline() for _ in range(count)]
            assert all(each.startswith("listening ftp") for each in self.lines), self.errors()

        def errors(self):
            """What it has said on standard error."""
            with open(self.told.name) as file:
                return file.read()

        def wait_for(self, words):
            """Waits until it has said something."""
            while words not in self.errors():
                assert self.process.poll() is None, self.errors()

        def port(self, index=0):
            return int(self.lines[index].rsplit(":", 1)[1])

        def log_in(self, user="admin", password=None, index=0):
            """A client that has logged in; `admin` by the password of the first run."""
            import ftplib
            if password is None:
                with open(data + "/first-login") as file:
                    password = file.read().strip().split(":", 1)[1]
            end = ftplib.FTP()
            end.connect("127.0.0.1", self.port(index), timeout=120)
            end.login(user, password)
            return end

        def stop(self):
            self.kill()
            status, output, _ = self.ending()
            assert (status, output) == (0, ""), (status, output, self.errors())

    def add(name, *options, password="secret"):
        """Adds an account."""
        ending = feed(password + "\n", "account", "add", name, "--data", data, "--password-stdin",
                      *options)
        assert ending[:2] == (0, ""), ending

    class Server(Tool):
        """`switchboard echo` at addresses, once it has said that it listens at `count` of them."""

        def __init__(self, *addresses, options=(), count=None, **more):
            listen = [word for each in addresses for word in ("--listen", each)]
            super().__init__("echo", *listen, *options, **more)
            count = len(addresses) if count is None else count
            self.lines = [self.process.stdout.readline() for _ in range(count)]
            assert all(each.startswith("listening ") for each in self.lines), self.lines

        def client(self, index=0):
            return client(self.lines[index])

    def client(line):
        """A socket that is connected to where a line `listening` says."""
        _, name, address = line.rstrip("\n").split(" ", 2)
        if name in ("tcp", "udp"):
            host, port = address.rsplit(":", 1)
            host = host.strip("[]").replace("::", "::1") if host == "[::]" else host.strip("[]")
            family = socket.AF_INET6 if ":" in host else socket.AF_INET
            kind = socket.SOCK_STREAM if name == "tcp" else socket.SOCK_DGRAM
            address = host, int(port)
        else:
            family, kind = socket.AF_UNIX, {
                "unix": socket.SOCK_STREAM, "unix-datagram": socket.SOCK_DGRAM,
                "unix-seqpacket": socket.SOCK_SEQPACKET}[name]
            form, address = address.split(":", 1)
            address = "\0" + address if form == "unix-abstract" else address
        end = socket.socket(family, kind)
        if name == "unix-datagram":
            end.bind("")
        end.connect(address)
        return end

    def exchange(end, message):
        """What comes back for a message."""
        if end.type != socket.SOCK_STREAM:
            end.send(message)
            return end.recv(1 << 20)
        end.sendall(message)
        return receive(end, len(message))

    def receive(end, count):
        answer = b""
        while len(answer) < count:
            part = end.recv(count - len(answer))
            if not part:
                break
            answer += part
        return answer

    def wait_until_refused(line):
        """A connection that the kernel had taken before is reset."""
        while True:
            try:
                client(line).close()
            except ConnectionResetError:
                pass
            except (ConnectionRefusedError, FileNotFoundError):
                return

    """#
}
