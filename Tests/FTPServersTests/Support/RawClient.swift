import AsyncSockets
import ByteStreams
import EventLoops
import FTPServers
import SocketAddresses
import Testing

/// A client whose lines a test writes itself, and which tells each reply as it came.
///
/// One task uses it.
final class RawClient {
  /// How long a reply may take: far more than any needs.
  private static let patience = Duration.seconds(60)

  /// The control connection.
  let control: TCPConnection
  private let address: SocketAddress
  private var received: [UInt8] = []

  /// Connects, and takes the greeting.
  init(to address: SocketAddress) async throws {
    self.address = address
    control = try await TCPConnection.connect(to: address, deadline: .after(Self.patience))
    let greeting = try await reply()
    #expect(greeting == "220 Service ready")
  }

  /// Connects and logs in, as `alice` where nothing is said.
  static func loggedIn(_ running: RunningServer, as name: String = "alice") async throws -> Self {
    let client = try await Self(to: running.server.localAddresses[0])
    try await client.logIn(as: name)
    return client
  }

  /// Logs in, and chooses TYPE I.
  func logIn(as name: String = "alice") async throws {
    try await converse([
      ("USER \(name)", "331 Password required"),
      ("PASS \(RunningServer.password)", "230 Logged in"),
      ("TYPE I", "200 Type set to I"),
    ])
  }

  /// Sends this and nothing else: a line needs its ending.
  func send(_ text: String) async throws {
    try await control.write(Array(text.utf8), deadline: .after(Self.patience))
  }

  /// The next reply: its lines without their CR LF, with a line feed between two.
  func reply() async throws -> String {
    var lines: [String] = []
    while true {
      let line = try await line()
      lines.append(line)
      let (code, separator) = (line.prefix(3), line.dropFirst(3).first)
      if code == lines[0].prefix(3), separator == " " { return lines.joined(separator: "\n") }
    }
  }

  /// Sends a command.
  ///
  /// - Returns: the next reply.
  func ask(_ command: String) async throws -> String {
    try await send(command + "\r\n")
    return try await reply()
  }

  /// Sends commands one by one, and expects the reply to each.
  func converse(
    _ script: [(command: String, reply: String)],
    at location: SourceLocation = #_sourceLocation
  ) async throws {
    for (command, expected) in script {
      let reply = try await ask(command)
      #expect(reply == expected, "\(command)", sourceLocation: location)
    }
  }

  /// Whether the server has closed the connection, with nothing said that was not read.
  func isClosed() async throws -> Bool {
    if !received.isEmpty { return false }
    return try await control.read(atMost: 1, deadline: .after(Self.patience)).isEmpty
  }

  /// Gives up the connection without a word.
  func hangUp() async {
    await control.close()
  }

  /// The next line, without its ending.
  private func line() async throws -> String {
    while true {
      if let end = received.firstIndex(of: UInt8(ascii: "\n")) {
        let line = received[..<end]
        received.removeFirst(end + 1)
        #expect(line.last == UInt8(ascii: "\r"))
        return String(decoding: line.dropLast(), as: UTF8.self)
      }
      let more = try await control.read(atMost: 4096, deadline: .after(Self.patience))
      guard !more.isEmpty else { throw ConnectionEnded(received: received) }
      received += more
    }
  }

  /// The server has closed the connection in the middle of a reply, or where one should have been.
  struct ConnectionEnded: Error {
    var received: [UInt8]
  }
}

// Data connections.
extension RawClient {
  /// Has the server open a port, and connects to it.
  func openData() async throws -> TCPConnection {
    let port = try #require(Self.port(of: try await ask("EPSV")))
    return try await TCPConnection.connect(
      to: address.withPort(port),
      deadline: .after(Self.patience)
    )
  }

  /// The port that a 229 names.
  static func port(of reply: String) -> UInt16? {
    guard reply.hasPrefix("229 ") else { return nil }
    return reply.split(separator: "|").dropFirst().first.flatMap { UInt16($0) }
  }

  /// Does a transfer to the client, to its end.
  ///
  /// - Returns: what came over the data connection.
  func fetch(
    _ command: String,
    at location: SourceLocation = #_sourceLocation
  ) async throws -> String {
    let data = try await openData()
    let opening = try await ask(command)
    #expect(opening.hasPrefix("150 "), "\(command): \(opening)", sourceLocation: location)
    let bytes = try await Self.readAll(from: data)
    let closing = try await reply()
    #expect(closing == "226 Transfer complete", "\(command)", sourceLocation: location)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Does a transfer to the server, to its end.
  ///
  /// - Returns: the reply before it.
  @discardableResult
  func store(
    _ command: String,
    _ content: String,
    at location: SourceLocation = #_sourceLocation
  ) async throws -> String {
    let data = try await openData()
    let opening = try await ask(command)
    #expect(opening.hasPrefix("150 "), "\(command): \(opening)", sourceLocation: location)
    try await data.write(Array(content.utf8), deadline: .after(Self.patience))
    await data.close()
    let closing = try await reply()
    #expect(closing == "226 Transfer complete", "\(command)", sourceLocation: location)
    return opening
  }

  /// Everything up to the end of a data connection, which is closed then.
  static func readAll(from data: TCPConnection) async throws -> [UInt8] {
    var bytes: [UInt8] = []
    while true {
      let more = try await data.read(atMost: 1 << 16, deadline: .after(patience))
      guard !more.isEmpty else { break }
      bytes += more
    }
    await data.close()
    return bytes
  }
}

// The transfer that runs.
extension RawClient {
  /// Asks until so many bytes have gone over the data connection.
  func waitForTransfer(of bytes: Int) async throws {
    while true {
      let status = try await ask("STAT")
      try #require(status.contains("Transfer: "))
      if status.contains("Transfer: \(bytes) ") { return }
    }
  }
}
