import AsyncSockets
import EventLoops
import TLS
import TestSupport
import Testing

/// What Python's `ssl` and curl say and hear.
@Suite(.timeLimit(.minutes(10))) struct OtherProgramTests {
  @Test(arguments: ["TLSv1_3", "TLSv1_2"])
  func `Python talks to our server, resumes its session, and says good-bye`(
    version: String
  ) async throws {
    try await withEchoServer { echo, directory in
      let result = try await Program.python3(
        """
        import socket, ssl, sys
        host, port = sys.argv[1].rsplit(":", 1)
        context = ssl.create_default_context(cafile=sys.argv[2] + "/ca.pem")
        context.maximum_version = ssl.TLSVersion.\(version)
        context.set_alpn_protocols(["other", "echo"])
        session = None
        for turn in range(3):
            plain = socket.create_connection((host, int(port)))
            end = context.wrap_socket(plain, server_hostname="localhost", session=session)
            end.sendall(b"x" * 300_000)
            got = b""
            while len(got) < 300_000:
                got += end.recv(65536)
            assert got == b"X" * 300_000
            assert end.session_reused == (turn > 0), turn
            assert end.selected_alpn_protocol() == "echo"
            assert end.version() == "\(version)".replace("_", "."), end.version()
            session = end.session
            end.unwrap().close()
        print("done")
        """,
        [echo.address, directory]
      ).run()
      #expect(result.output == "done\n", "\(result.errors)")
      await echo.stop()
      #expect(echo.seen.map(\.isResumed) == [false, true, true])
      #expect(echo.seen.map(\.resumesFirst) == [false, true, true])
      #expect(echo.seen.allSatisfy { $0.error == nil })
    }
  }

  @Test func `Python proves who it is, and is cut off`() async throws {
    try await withEchoServer { configuration in
      configuration.clientAuthentication = .required(try CertificateAuthority.shared.roots)
    } _: { echo, directory in
      let result = try await Program.python3(
        """
        import socket, ssl, sys
        host, port = sys.argv[1].rsplit(":", 1)
        context = ssl.create_default_context(cafile=sys.argv[2] + "/ca.pem")
        context.load_cert_chain(sys.argv[2] + "/alice.pem")
        plain = socket.create_connection((host, int(port)))
        end = context.wrap_socket(plain, server_hostname="localhost")
        end.sendall(b"hello")
        assert end.recv(100) == b"HELLO"
        end.close()
        anonymous = ssl.create_default_context(cafile=sys.argv[2] + "/ca.pem")
        plain = socket.create_connection((host, int(port)))
        try:
            end = anonymous.wrap_socket(plain, server_hostname="localhost")
            end.recv(1)
            print("no error")
        except ssl.SSLError as error:
            print(error.reason)
        """,
        [echo.address, directory]
      ).run()
      #expect(result.output == "TLSV13_ALERT_CERTIFICATE_REQUIRED\n", "\(result.errors)")
      #expect(echo.seen.map(\.peer) == ["CN=alice", nil])
      #expect(
        echo.seen.map(\.error) == [
          "TLS: the connection has ended without close_notify",
          "TLS: the peer has shown no certificate",
        ]
      )
    }
  }

  @Test func `our client talks to Python, asks for a new key and hears good-bye`() async throws {
    try await withServerFiles { directory in
      let program = Program.python3(
        """
        import socket, ssl, sys
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(sys.argv[1] + "/certificate.pem", sys.argv[1] + "/key.pem")
        context.load_verify_locations(sys.argv[1] + "/ca.pem")
        context.verify_mode = ssl.CERT_REQUIRED
        listener = socket.create_server(("127.0.0.1", 0))
        print(listener.getsockname()[1], flush=True)
        end = context.wrap_socket(listener.accept()[0], server_side=True)
        name = dict(part[0] for part in end.getpeercert()["subject"])["commonName"]
        while data := end.recv(65536):
            end.sendall(data)
        end.sendall(name.encode())
        end.unwrap().close()
        """,
        [directory]
      )
      try await program.serve { lines in
        let port = try #require(try await lines.next().flatMap { UInt16($0) })
        var configuration = TLSClientConfiguration()
        configuration.roots = try TLSRoots(file: directory + "/ca.pem")
        let alice = directory + "/alice.pem"
        configuration.identity = try TLSIdentity(certificateFile: alice, keyFile: alice)
        let connection = try await TCPConnection.connect(to: .ipv4(.loopback, port: port))
        let stream = try await TLSClient(configuration)
          .connect(over: connection, serverName: "127.0.0.1")
        let sent = [UInt8](repeating: 7, count: 200_000)
        async let write: Void = stream.write(sent)
        var received = 0
        while received < sent.count { received += try await stream.read(atMost: 65_536).count }
        try await write
        try await stream.finishWriting()
        #expect(try await stream.read(atMost: 100) == Array("alice".utf8))
        #expect(try await stream.read(atMost: 100) == [])
        await stream.close()
      }
    }
  }

  @Test func `curl gets an answer, and knows a certificate that is for others`() async throws {
    try await withServerFiles { directory in
      let identity = try TLSIdentity(
        certificateFile: directory + "/certificate.pem",
        keyFile: directory + "/key.pem"
      )
      var configuration = TLSServerConfiguration(identities: [identity])
      configuration.applicationProtocols = ["http/1.1"]
      let server = try TLSServer(configuration)
      try await withEventLoop { loop in
        let listener = try TCPListener(at: .ipv4(.loopback, port: 0), on: loop)
        let port = try listener.localAddress.port ?? 0
        try await withThrowingTaskGroup(of: Void.self) { group in
          group.addTask(executorPreference: loop) {
            try? await listener.serve { connection in
              let stream = try await server.accept(over: connection)
              _ = try await stream.read(atMost: 1000)
              try await stream.write("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nhello\n")
              await stream.close()
            }
          }
          let curl = [
            "curl", "--silent", "--show-error", "--noproxy", "*", "--cacert", directory + "/ca.pem",
          ]
          let good = try await Program(curl + ["https://localhost:\(port)/"]).run()
          #expect(good.output == "hello\n", "\(good.errors)")
          let pinned = try await Program(
            curl + [
              "--resolve", "other.example:\(port):127.0.0.1", "https://other.example:\(port)/",
            ]
          ).run()
          #expect(pinned.status == 60)
          #expect(pinned.output == "")
          await listener.close()
          try await group.waitForAll()
        }
      }
    }
  }
}
