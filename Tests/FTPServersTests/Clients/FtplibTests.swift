import FTPServers
import Foundation
import TestSupport
import Testing

/// What Python's ftplib says and hears.
@Suite(.timeLimit(.minutes(10))) struct FtplibTests {
  /// Runs a script, which finds a function `connect` that logs in.
  private func python(_ setting: ClientSetting, _ script: String) async throws {
    let program = setting.folder + "/script.py"
    try Data((Self.prologue + script).utf8).write(to: URL(filePath: program))
    let outcome = try await setting.run([
      "python3", program, setting.protection.rawValue, setting.port, RunningServer.password,
      setting.certificate.certificateFile,
    ])
    #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
  }

  private static let prologue = """
    import ftplib, io, os, ssl, sys, threading

    protection, port, password, certificate = sys.argv[1:]
    context = ssl.create_default_context(cafile=certificate)


    class Implicit(ftplib.FTP_TLS):
        # ftplib knows explicit encryption only.
        @property
        def sock(self):
            return self._sock

        @sock.setter
        def sock(self, value):
            if value is not None and not isinstance(value, ssl.SSLSocket):
                value = self.context.wrap_socket(value, server_hostname=self.host)
            self._sock = value

        def auth(self):
            raise AssertionError("encrypted already")


    def connect():
        if protection == "none":
            ftp = ftplib.FTP(timeout=60)
        elif protection == "explicit":
            ftp = ftplib.FTP_TLS(context=context, timeout=60)
        else:
            ftp = Implicit(context=context, timeout=60)
        ftp.connect("127.0.0.1", int(port))
        if protection == "implicit":
            ftp.login("alice", password, secure=False)
        else:
            ftp.login("alice", password)
        if protection != "none":
            ftp.prot_p()
        return ftp


    def read(ftp, name, **options):
        got = io.BytesIO()
        ftp.retrbinary("RETR " + name, got.write, **options)
        return got.getvalue()


    def refused(code, function, *arguments):
        try:
            function(*arguments)
        except ftplib.Error as error:
            assert str(error).startswith(code), error
        else:
            raise AssertionError("not refused")


    content = bytes(i * i % 251 for i in range(300_000))

    """

  @Test(arguments: ClientSetting.Protection.allCases)
  func `everything that it can do`(protection: ClientSetting.Protection) async throws {
    try await ClientSetting.run(protection) { setting in
      try await python(
        setting,
        """
        ftp = connect()
        assert ftp.pwd() == "/"
        assert ftp.storbinary("STOR a.bin", io.BytesIO(content)) == "226 Transfer complete"
        assert read(ftp, "a.bin") == content
        assert read(ftp, "a.bin", rest=1000) == content[1000:]
        assert ftp.size("a.bin") == len(content)
        ftp.storbinary("STOR a.bin", io.BytesIO(b"end"), rest=1000)
        assert read(ftp, "a.bin") == content[:1000] + b"end"
        ftp.storbinary("APPE a.bin", io.BytesIO(b"more"))
        assert read(ftp, "a.bin") == content[:1000] + b"endmore"
        ftp.storbinary("STOR empty", io.BytesIO())
        assert read(ftp, "empty") == b""
        ftp.storlines("STOR text", io.BytesIO(b"one\\ntwo\\n"))
        lines = []
        ftp.retrlines("RETR text", lines.append)
        assert lines == ["one", "two"], lines
        assert ftp.mkd("a \\"dir") == '/a "dir'
        ftp.cwd('a "dir')
        assert ftp.pwd() == '/a "dir'
        ftp.cwd("..")
        ftp.rename("text", 'a "dir/öl')
        assert ftp.nlst('a "dir') == ['a "dir/öl']
        facts = dict(ftp.mlsd(facts=["type", "size"]))
        assert facts["a.bin"] == {"type": "file", "size": "1007"}, facts
        assert facts['a "dir'] == {"type": "dir"}, facts
        lines = []
        ftp.dir(lines.append)
        assert len(lines) == 3, lines
        assert ftp.sendcmd("MDTM a.bin").startswith("213 2")
        ftp.delete('a "dir/öl')
        ftp.rmd('a "dir')
        refused("550", ftp.cwd, 'a "dir')
        refused("550", ftp.size, "missing")
        refused("550", ftp.delete, "missing")
        refused("550", ftp.retrbinary, "RETR missing", print)
        refused("530", connect().login, "alice", "wrong")
        assert "211" in ftp.sendcmd("STAT")
        ftp.set_pasv(False)
        assert read(ftp, "a.bin") == content[:1000] + b"endmore"
        ftp.storbinary("STOR active", io.BytesIO(content))
        assert ftp.quit() == "221 Goodbye"
        """
      )
      let files = try ClientSetting.files(in: setting.home)
      #expect(files.keys.sorted() == ["a.bin", "active", "empty"])
      #expect(files["active"]?.count == 300_000)
    }
  }

  @Test(arguments: ClientSetting.Protection.allCases)
  func `cuts transfers`(protection: ClientSetting.Protection) async throws {
    try await ClientSetting.run(protection) { setting in
      try setting.running.writeSparse(bytes: 64 << 20, to: "big")
      try setting.running.write("old", to: "file")
      try await python(
        setting,
        """
        ftp = connect()
        ftp.voidcmd("TYPE I")
        for _ in range(3):
            data = ftp.transfercmd("RETR big")
            assert len(data.recv(1000)) > 0
            assert ftp.abort().startswith("426")
            assert ftp.voidresp() == "226 Abort complete"
            data.close()
            data = ftp.transfercmd("STOR file")
            data.sendall(content)
            assert ftp.abort().startswith("426")
            assert ftp.voidresp() == "226 Abort complete"
            data.close()
            assert read(ftp, "file") == b"old"
        assert ftp.abort().startswith("225")
        # Without a word: the data connection alone is closed.
        data = ftp.transfercmd("RETR big")
        data.recv(1000)
        data.close()
        refused("426", ftp.voidresp)
        assert ftp.sendcmd("NOOP") == "200 OK"
        ftp.quit()
        """
      )
      #expect(setting.running.text(of: "file") == "old")
    }
  }

  @Test(arguments: ClientSetting.Protection.allCases)
  func `many sessions at once`(protection: ClientSetting.Protection) async throws {
    try await ClientSetting.run(protection) { setting in
      try await python(
        setting,
        """
        failures = []


        def work(number):
            try:
                ftp = connect()
                for turn in range(5):
                    part = content[number * 1000 : number * 1000 + 50_000 + turn]
                    ftp.storbinary(f"STOR {number}.bin", io.BytesIO(part))
                    assert read(ftp, f"{number}.bin") == part
                    assert f"{number}.bin" in ftp.nlst()
                ftp.quit()
            except BaseException as error:
                failures.append(repr(error))


        threads = [threading.Thread(target=work, args=[number]) for number in range(30)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert not failures, failures
        """
      )
      #expect(try ClientSetting.files(in: setting.home).count == 30)
      #expect(try ClientSetting.files(in: setting.home)["29.bin"]?.count == 50_004)
    }
  }
}
