import AsyncSockets
import EventLoops
import Foundation
import TLS
import TestSupport
import Testing

/// What OpenSSL's own programs say and hear.
@Suite(.timeLimit(.minutes(10))) struct OpenSSLProgramTests {
  @Test(arguments: ["-tls1_3", "-tls1_2"])
  func `s_client talks to our server, and resumes its session`(version: String) async throws {
    try await withEchoServer { echo, directory in
      let client = [
        "openssl", "s_client", "-connect", echo.address, version, "-CAfile", directory + "/ca.pem",
        "-verify_return_error", "-verify_hostname", "localhost", "-servername", "localhost",
        "-alpn", "echo", "-ign_eof",
      ]
      let session = directory + "/session"
      let first = try await Program(client + ["-sess_out", session]).run(input: "hello\nbye\n")
      #expect(first.status == 0, "\(first.errors)")
      #expect(first.output.contains("HELLO\n"))
      #expect(first.output.contains("Verification: OK"))
      #expect(first.output.contains("ALPN protocol: echo"))
      #expect(first.output.contains("New, TLS"))
      let second = try await Program(client + ["-sess_in", session]).run(input: "again\nbye\n")
      #expect(second.output.contains("AGAIN\n"))
      #expect(second.output.contains("Reused, TLS"))
      let seen = echo.seen
      #expect(seen.map(\.isResumed) == [false, true])
      #expect(seen.allSatisfy { $0.resumesFirst == $0.isResumed })
      #expect(seen.allSatisfy { $0.serverName == "localhost" })
    }
  }

  @Test(arguments: ["-tls1_1", "-cipher NULL:@SECLEVEL=0 -tls1_2"])
  func `s_client with what is too weak is refused`(options: String) async throws {
    try await withEchoServer { echo, _ in
      let result = try await Program(
        ["openssl", "s_client", "-connect", echo.address]
          + options.split(separator: " ").map(String.init)
      ).run(input: "hello\n")
      #expect(result.status != 0)
      #expect(!result.output.contains("HELLO"))
    }
  }

  @Test func `s_client cannot shake hands a second time`() async throws {
    try await withEchoServer { echo, directory in
      let result = try await Program([
        "openssl", "s_client", "-connect", echo.address, "-tls1_2", "-CAfile",
        directory + "/ca.pem",
      ]).run(input: "R\n")
      #expect(result.errors.contains("no renegotiation"), "\(result.errors)")
    }
  }

  @Test(arguments: ["-tls1_3", "-tls1_2"])
  func `our client talks to s_server, and resumes its session`(version: String) async throws {
    try await withServerFiles { directory in
      // `-rev` sends each line back reversed.
      let program = Program([
        "stdbuf", "-oL", "openssl", "s_server", "-accept", "127.0.0.1:0", version, "-rev",
        "-cert", directory + "/certificate.pem", "-key", directory + "/key.pem",
      ])
      try await program.serve { lines in
        let port = try await portOfServer(lines)
        var configuration = TLSClientConfiguration()
        configuration.roots = try TLSRoots(file: directory + "/ca.pem")
        let client = try TLSClient(configuration)
        var session: TLSSession?
        for isResumed in [false, true] {
          let connection = try await TCPConnection.connect(to: .ipv4(.loopback, port: port))
          let stream = try await client.connect(
            over: connection,
            serverName: "localhost",
            session: session
          )
          try await stream.write("hello\n")
          #expect(try await stream.read(atMost: 100) == Array("olleh\n".utf8))
          #expect(stream.negotiated.isResumed == isResumed)
          #expect(stream.negotiated.version == (version == "-tls1_3" ? .tls13 : .tls12))
          session = stream.session
          await stream.close()
        }
      }
    }
  }

  /// The port in the line `ACCEPT 127.0.0.1:PORT`.
  private func portOfServer(_ lines: ProgramLines) async throws -> UInt16 {
    while let line = try await lines.next() {
      if line.hasPrefix("ACCEPT "),
        let port = line.split(separator: ":").last.flatMap({ UInt16($0) })
      {
        return port
      }
    }
    throw ServerGone()
  }
}

private struct ServerGone: Error {}
