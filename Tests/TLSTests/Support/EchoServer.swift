import AsyncSockets
import EventLoops
import Foundation
import Synchronization
import TLS
import TestSupport

/// A server that sends back what it gets in upper case, for programs that others have written.
final class EchoServer: Sendable {
  /// What it has seen of one connection.
  struct Seen: Sendable {
    var isResumed: Bool
    var resumesFirst: Bool
    var serverName: String?
    var peer: String?
    /// How the connection ended; nil is `close_notify`.
    var error: String?
  }

  /// Where it listens: `127.0.0.1:PORT`.
  let address: String

  private let server: TLSServer
  private let listener: TCPListener
  private let connections = Mutex<(first: TLSStream<TCPConnection>?, seen: [Seen])>((nil, []))

  init(_ configuration: TLSServerConfiguration, on loop: EventLoop) throws {
    server = try TLSServer(configuration)
    listener = try TCPListener(at: .ipv4(.loopback, port: 0), on: loop)
    address = "\(try listener.localAddress)"
  }

  /// The connections that have ended, in their order.
  var seen: [Seen] { connections.withLock(\.seen) }

  /// Serves until it is stopped.
  func run() async throws {
    try await listener.serve { [self] connection in
      let stream: TLSStream<TCPConnection>
      do { stream = try await server.accept(over: connection) } catch {
        note(Seen(isResumed: false, resumesFirst: false, error: "\(error)"))
        return
      }
      let first = connections.withLock { connections in
        connections.first = connections.first ?? stream
        return connections.first
      }
      var seen = Seen(
        isResumed: stream.negotiated.isResumed,
        resumesFirst: first.map(stream.resumes) == true,
        serverName: stream.negotiated.serverName,
        peer: stream.peerCertificates.first?.subject
      )
      do { try await echo(stream) } catch { seen.error = "\(error)" }
      note(seen)
      await stream.close()
    }
  }

  func stop() async {
    await listener.close()
  }

  private func note(_ seen: Seen) {
    connections.withLock { $0.seen.append(seen) }
  }

  /// Answers what comes, and ends after `bye`, for clients that wait for the end.
  private func echo(_ stream: TLSStream<TCPConnection>) async throws {
    while true {
      let bytes = try await stream.read(atMost: 64 << 10)
      guard !bytes.isEmpty else { return }
      try await stream.write(bytes.map { (97...122).contains($0) ? $0 & 0xDF : $0 })
      if bytes.suffix(4) == Array("bye\n".utf8) { return }
    }
  }
}

/// Lends a folder with `ca.pem`, `certificate.pem` and `key.pem`, of a server on this machine, and
/// `alice.pem` of a client.
func withServerFiles<R>(_ body: (_ directory: String) async throws -> R) async throws -> R {
  let issued = try CertificateAuthority.shared.issue()
  let alice = try CertificateAuthority.shared.issue {
    $0.commonName = "alice"
    $0.isForServers = false
  }
  return try await temporaryDirectory { directory in
    for (name, bytes) in [
      ("ca", try CertificateAuthority.shared.pem), ("certificate", issued.certificatePEM),
      ("key", issued.keyPEM), ("alice", alice.certificatePEM + [10] + alice.keyPEM),
    ] {
      try Data(bytes).write(to: URL(fileURLWithPath: "\(directory)/\(name).pem"))
    }
    return try await body(directory)
  }
}

/// Runs `body` beside an echo server, with the files of `withServerFiles`.
func withEchoServer(
  _ change: (inout TLSServerConfiguration) throws -> Void = { _ in },
  _ body: (_ server: EchoServer, _ directory: String) async throws -> Void
) async throws {
  try await withServerFiles { directory in
    let identity = try TLSIdentity(
      certificateFile: directory + "/certificate.pem",
      keyFile: directory + "/key.pem"
    )
    var configuration = TLSServerConfiguration(identities: [identity])
    configuration.applicationProtocols = ["echo"]
    try change(&configuration)
    try await withEventLoop { loop in
      let server = try EchoServer(configuration, on: loop)
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask(executorPreference: loop) { try? await server.run() }
        let result: Result<Void, any Error>
        do { result = .success(try await body(server, directory)) } catch {
          result = .failure(error)
        }
        await server.stop()
        try await group.waitForAll()
        try result.get()
      }
    }
  }
}
