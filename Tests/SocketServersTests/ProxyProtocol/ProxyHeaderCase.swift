import SocketServers
import Sockets
import Testing

/// What somebody may send at the start of a connection, and what it is.
struct ProxyHeaderCase: Sendable, CustomTestStringConvertible {
  /// What it comes to.
  enum Outcome: Equatable {
    /// This header, which is written in exactly these bytes.
    case header(ProxyHeader)
    /// This header, which is written otherwise.
    case likewise(ProxyHeader)
    case failure(ProxyHeaderError)

    var header: ProxyHeader? {
      switch self {
      case .header(let header), .likewise(let header): header
      case .failure: nil
      }
    }
  }

  var name: String
  var bytes: [UInt8]
  var outcome: Outcome

  init(_ name: String, _ bytes: [UInt8], _ outcome: Outcome) {
    self.name = name
    self.bytes = bytes
    self.outcome = outcome
  }

  /// One of version 1.
  init(_ name: String, line: String, _ outcome: Outcome) {
    self.init(name, Array(line.utf8), outcome)
  }

  var testDescription: String { name }

  static let all = lines + binaries + extensions

  /// What `bytes` come to, or how many are missing.
  static func decode(
    _ bytes: some Collection<UInt8>
  ) -> Result<ProxyHeaderDecoding, ProxyHeaderError> {
    let bytes = Array(bytes)
    do throws(ProxyHeaderError) {
      // SAFETY: all bytes of an array are initialised, and there is no padding between them.
      return .success(try unsafe ProxyHeader.decode(bytes.span.bytes))
    } catch {
      return .failure(error)
    }
  }

  /// What the whole comes to, and where the header ends.
  var decoding: Result<ProxyHeaderDecoding, ProxyHeaderError> {
    switch outcome {
    case .header(let header), .likewise(let header):
      .success(.header(header, byteCount: bytes.count))
    case .failure(let error):
      .failure(error)
    }
  }

  /// A header with addresses written as text.
  static func relayed(
    _ version: ProxyHeader.Version,
    _ source: String,
    _ destination: String,
    _ transport: ProxyAddresses.Transport = .stream,
    _ extensions: [ProxyExtension] = []
  ) -> ProxyHeader {
    guard let source = SocketAddress(source), let destination = SocketAddress(destination),
      let addresses = try? ProxyAddresses(transport, from: source, to: destination)
    else { preconditionFailure("\(source), \(destination): not two addresses of a family") }
    return ProxyHeader(version, .relayed(addresses, extensions: extensions))
  }
}
