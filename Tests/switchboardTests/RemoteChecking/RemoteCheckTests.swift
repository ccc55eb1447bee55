import Testing

/// `switchboard check URL`.
struct RemoteCheckTests {
  /// The account `ada`, whom the client's list of logins knows.
  private static let prelude = #"""
    import json
    add("ada")
    netrc = os.path.join(folder, "netrc")
    with open(netrc, "w") as file:
        file.write("machine 127.0.0.1 login ada password secret\n")
    os.chmod(netrc, 0o600)
    trust = ("--ca", data + "/tls/certificate.pem")

    def check(url, *options, status=0, known=True):
        environment = {"NETRC": netrc if known else "/nonexistent"}
        found, output, errors = run("check", url, *options, environment=environment)
        assert (found, errors) == (status, ""), (found, output, errors)
        return output

    def expect(output, *lines, kinds=""):
        for line in lines:
            assert any(each.startswith(line) for each in output.splitlines()), (line, output)
        found = [each.split(":")[0] for each in output.splitlines()]
        for kind in kinds.split():
            name, count = kind.split("=")
            assert found.count(name) == int(count), (kind, output)

    """#

  @Test func `our server is good, but for what it allows by default`() async throws {
    try await ToolScript.run(
      Self.prelude + """
        server = FileServer()
        output = check(f"ftp://127.0.0.1:{server.port()}", *trust)
        expect(output,
            f"ok: 127.0.0.1:{server.port()} answers at 127.0.0.1:{server.port()}",
            'ok: the greeting names no version: "Service ready"',
            "ok: it speaks TLS 1.3 and TLS 1.2 (TLS_",
            "ok: it speaks neither TLS 1.0 nor TLS 1.1",
            "warning: passwords are taken without TLS",
            "note: the certificate is for ", "ok: the certificate's key is P256",
            "ok: the certificate is trusted, for 36",
            "ok: it offers all that clients use",
            "ok: nobody logs in without an account",
            "ok: the port that EPSV names can be reached",
            "ok: PASV names the address that it is reached by",
            "ok: the port that PASV names can be reached",
            "ok: a listing comes through",
            "note: data connections may resume the TLS session",
            "warning: files may be sent in the clear (PROT C)",
            "ok: it connects to nobody else",
            kinds="problem=0 warning=2")
        assert "secret" not in output
        server.stop()
        """
    )
  }

  @Test func `one that requires TLS for everything has nothing to be warned about`() async throws {
    try await ToolScript.run(
      Self.prelude + """
        server = FileServer("--ftp", "127.0.0.1:0", "--ftps", "127.0.0.1:0", "--require-tls",
            "data", "--data-session-reuse", "require", count=2)
        for url in f"ftp://127.0.0.1:{server.port(0)}", f"ftps://127.0.0.1:{server.port(1)}":
            output = check(url, *trust)
            expect(output, "ok: it speaks neither TLS 1.0 nor TLS 1.1",
                "ok: data connections must resume the TLS session",
                "ok: files are never sent in the clear", kinds="problem=0 warning=0")
            assert ("ok: nobody logs in without TLS" in output) == url.startswith("ftp:"), output
        server.stop()
        """
    )
  }

  @Test func `a password goes to nobody whose certificate is not trusted`() async throws {
    try await ToolScript.run(
      Self.prelude + """
        server = FileServer()
        url = f"ftp://127.0.0.1:{server.port()}"
        output = check(url, status=1)
        expect(output, "problem: nobody known has signed the certificate",
            "note: not logged in: the password goes to nobody", kinds="problem=1")
        output = check(url, status=1, known=False)
        expect(output, "note: not logged in, so no more was seen")
        found = json.loads(check(url, "--json", status=1))
        assert {"kind": "note", "what": "not logged in: the password goes to nobody whose "
            "certificate is not trusted"} in found, found
        assert all(each["advice"] for each in found if each["kind"] == "problem"), found
        server.stop()
        """
    )
  }

  @Test func `who lets anybody in is looked at as anybody`() async throws {
    try await ToolScript.run(
      Self.prelude + """
        os.mkdir(folder + "/pub")
        open(folder + "/pub/file", "w").close()
        server = FileServer("--anonymous-home", folder + "/pub")
        url = f"ftp://127.0.0.1:{server.port()}"
        output = check(url, *trust, known=False)
        expect(output, "note: anybody may log in, and store nothing",
            "ok: a listing comes through", kinds="problem=0")
        server.stop()
        server = FileServer("--anonymous-home", folder + "/pub", "--anonymous-permissions", "all")
        url = f"ftp://127.0.0.1:{server.port()}"
        output = check(url, *trust, known=False, status=1)
        expect(output, "problem: anybody may log in and store files", kinds="problem=1")
        assert os.listdir(folder + "/pub") == ["file"]
        server.stop()
        """
    )
  }

  @Test func `who cannot be reached, or speaks something else, is a problem`() async throws {
    try await ToolScript.run(
      Self.prelude + """
        expect(check("ftp://127.0.0.1:1", status=1), "problem: connect to 127.0.0.1:1",
            kinds="problem=1 ok=0")
        listener = socket.create_server(("127.0.0.1", 0))
        def speak():
            import threading
            def once():
                end, _ = listener.accept()
                end.sendall(b"SSH-2.0-OpenSSH\\r\\n")
                end.close()
            threading.Thread(target=once, daemon=True).start()
        speak()
        output = check(f"ftp://127.0.0.1:{listener.getsockname()[1]}", status=1)
        expect(output, "problem: ", kinds="problem=1 ok=0")
        url = "ftp://127.0.0.1:1"
        for options in ("--data", data), ("--ftp", "127.0.0.1:0"), ("--idle-timeout", "5m"):
            status, output, errors = run("check", url, *options)
            assert (status, output) == (2, "") and "without URL" in errors, errors
        assert run("check", "http://127.0.0.1")[0] == 2
        """
    )
  }

  @Test func `what a bad server does is found`() async throws {
    try await ToolScript.run(
      Self.prelude + Self.badServer + """
        with BadServer() as port:
            output = check(f"ftp://127.0.0.1:{port}", known=False, status=1)
        expect(output,
            'warning: the greeting names a version: "BadFTPd 3.0.5"',
            "warning: TLS 1.2 is its newest version",
            "problem: it accepts TLS 1.0 and TLS 1.1",
            "warning: passwords are taken without TLS",
            "problem: nobody known has signed the certificate",
            "note: it says that it can: AUTH, MLST",
            "note: it does not offer UTF8", "note: it does not offer REST STREAM",
            "problem: anybody may log in and store files (perm=cdelmp)",
            "note: EPSV is refused: 500 What?",
            "problem: PASV names 10.0.0.5, an address that only its own network knows",
            "ok: the port that PASV names can be reached",
            "note: data connections do not resume the TLS session",
            "warning: files may be sent in the clear",
            "problem: it takes an address of somebody else for data",
            kinds="problem=5 warning=4")
        """
    )
  }

  @Test func `one without TLS is a problem, and no password is sent there`() async throws {
    try await ToolScript.run(
      Self.prelude + Self.badServer + """
        with BadServer(hasTLS=False, hasAnonymous=False) as port:
            output = check(f"ftp://127.0.0.1:{port}", status=1)
        expect(output, "problem: it offers no TLS",
            "note: not logged in: the password would cross the network in the clear",
            kinds="problem=1")
        assert all(b"secret" not in each for each in heard), heard
        """
    )
  }

  /// A server that does everything wrong; `heard` is what it was told.
  private static let badServer = #"""
    import ssl, threading, warnings
    warnings.simplefilter("ignore")   # of old versions
    heard = []

    class Session:
        def __init__(self, end, server):
            self.end, self.server, self.data = end, server, None
            self.lines = end.makefile("rb")
            self.isPrivate = False

        def say(self, text):
            self.end.sendall(text.encode() + b"\r\n")

        def encrypt(self):
            self.say("234 Go on")
            self.end = self.server.wrap(self.end)
            self.lines = self.end.makefile("rb")

        def list(self):
            self.say("150 Here")
            data, _ = self.data.accept()
            if self.isPrivate:
                data = self.server.wrap(data)
            data.sendall(b"-rw-r--r-- 1 0 0 5 Jan 01 2020 file\r\n")
            if self.isPrivate:
                data = data.unwrap()
            data.close()
            self.say("226 Done")

        def passive(self):
            self.data = socket.create_server(("127.0.0.1", 0))
            port = self.data.getsockname()[1]
            self.say(f"227 Here (10,0,0,5,{port >> 8},{port & 255})")

        def serve(self):
            self.say("220 BadFTPd 3.0.5")
            answers = {b"PASS": "230 In", b"TYPE": "200 Done", b"PBSZ": "200 Done",
                       b"PORT": "200 Done", b"QUIT": "221 Bye"}
            while line := self.lines.readline():
                heard.append(line)
                verb, _, argument = line.strip().partition(b" ")
                if verb == b"AUTH" and self.server.hasTLS:
                    self.encrypt()
                elif verb == b"USER":
                    isNobody = argument == b"anonymous" and not self.server.hasAnonymous
                    self.say("530 No" if isNobody else "331 Password")
                elif verb == b"PROT":
                    self.isPrivate = argument == b"P"
                    self.say("200 Done")
                elif verb == b"PASV":
                    self.passive()
                elif verb == b"LIST":
                    self.list()
                elif verb == b"FEAT":
                    self.say("211-Features:\r\n AUTH TLS\r\n MLST type*;perm*;\r\n211 End")
                elif verb == b"MLST":
                    self.say("250-Here\r\n type=cdir;perm=cdelmp; /\r\n250 End")
                else:
                    self.say(answers.get(verb, "500 What?"))

    class BadServer:
        def __init__(self, hasTLS=True, hasAnonymous=True):
            self.hasTLS, self.hasAnonymous = hasTLS, hasAnonymous
            self.listener = socket.create_server(("127.0.0.1", 0))

        def wrap(self, end):
            # A context of its own knows no session of another connection.
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.minimum_version = ssl.TLSVersion.TLSv1
            context.maximum_version = ssl.TLSVersion.TLSv1_2
            context.set_ciphers("ALL:@SECLEVEL=0")
            context.load_cert_chain(data + "/tls/certificate.pem", data + "/tls/key.pem")
            return context.wrap_socket(end, server_side=True)

        def accept(self):
            while True:
                end, _ = self.listener.accept()
                threading.Thread(target=self.run, args=(end,), daemon=True).start()

        def run(self, end):
            session = Session(end, self)
            try:
                session.serve()
            except OSError:
                pass   # the client has gone
            finally:
                session.end.close()

        def __enter__(self):
            threading.Thread(target=self.accept, daemon=True).start()
            return self.listener.getsockname()[1]

        def __exit__(self, *_):
            self.listener.close()

    """#
}
