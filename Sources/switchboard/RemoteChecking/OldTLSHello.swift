import AsyncSockets
import EventLoops
import FTPClients
import SocketAddresses
import Sockets

/// A version of TLS that is not to be used any more (RFC 8996), and that this program cannot speak.
enum OldTLSVersion: UInt8, CaseIterable, CustomStringConvertible {
  // The raw values are the second byte on the wire: TLS 1.0 followed SSL 3.0.
  case tls10 = 1
  case tls11 = 2

  var description: String { self == .tls10 ? "TLS 1.0" : "TLS 1.1" }
}

/// The first message of a handshake with an old version, to see whether it is taken.
///
/// No more follows: the connection is closed when the answer has come.
struct OldTLSHello {
  let version: OldTLSVersion
  let serverName: String

  /// How long the answer may take.
  private static let patience = Duration.seconds(15)
  /// The bytes of an answer that tell: the head of a record, the head of a message, the version.
  private static let answerBytes = 11

  /// Suites that servers of the time have, as RFC 8446, appendix B.4 and RFC 4492 number them.
  private static let suites: [UInt16] = [
    0xc00a, 0xc014, 0xc009, 0xc013, 0x0039, 0x0033, 0x0035, 0x002f, 0x000a,
    // No renegotiation (RFC 5746).
    0x00ff,
  ]

  /// The record with the message (RFC 4346, section 7.4.1.2).
  var bytes: [UInt8] {
    var body: [UInt8] = [3, version.rawValue]
    body += (0..<32).map { _ in UInt8.random(in: .min ... .max) }
    body += [0]
    body += Self.counted(Self.suites.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] })
    // No compression.
    body += [1, 0]
    body += Self.counted(extensions)
    let count = body.count
    let message = [1, UInt8(count >> 16), UInt8(count >> 8 & 255), UInt8(count & 255)] + body
    return [22, 3, 1] + Self.counted(message)
  }

  private var extensions: [UInt8] {
    // secp256r1, secp384r1, secp521r1; points that are not compressed.
    var all: [UInt8] = [0, 10] + Self.counted(Self.counted([0, 23, 0, 24, 0, 25]))
    all += [0, 11] + Self.counted([1, 0])
    if IPAddress(serverName) == nil {
      let name = [0] + Self.counted(Array(serverName.utf8.prefix(255)))
      all += [0, 0] + Self.counted(Self.counted(name))
    }
    return all
  }

  private static func counted(_ bytes: [UInt8]) -> [UInt8] {
    [UInt8(bytes.count >> 8), UInt8(bytes.count & 255)] + bytes
  }

  /// Whether the beginning of an answer accepts the version: it is a ServerHello of just that.
  func isAccepted(by answer: [UInt8]) -> Bool {
    answer.count >= Self.answerBytes && answer[0] == 22 && answer[5] == 2 && answer[9] == 3
      && answer[10] == version.rawValue
  }

  /// Says it to a server whose TLS begins with the first byte.
  func isAnswered(
    to endpoint: Endpoint,
    on loop: EventLoop
  ) async throws(FTPClientError) -> Bool {
    let transport: TCPConnection
    do throws(SocketError) {
      let deadline = Deadline.after(Self.patience)
      transport = try await TCPConnection.connect(to: endpoint, deadline: deadline, on: loop)
    } catch {
      throw .connect(error)
    }
    return await isAnswered(over: transport)
  }

  /// Says it, takes the answer, and closes the connection.
  ///
  /// - Returns: whether the server goes on with it; a refusal, silence and a hang-up are none.
  func isAnswered(over transport: TCPConnection) async -> Bool {
    let deadline = Deadline.after(Self.patience)
    var answer: [UInt8] = []
    do throws(SocketError) {
      try await transport.write(bytes, deadline: deadline)
      while answer.count < Self.answerBytes {
        let count = Self.answerBytes - answer.count
        let more = try await transport.read(atMost: count, deadline: deadline)
        guard !more.isEmpty else { break }
        answer += more
      }
    } catch {
      // What has come so far decides.
    }
    await transport.abort()
    return isAccepted(by: answer)
  }
}
