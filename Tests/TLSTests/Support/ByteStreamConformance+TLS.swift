import AsyncSockets
import ByteStreams
import ByteStreamsTesting
import TLS

extension ByteStreamConformance {
  /// A check of encrypted streams, with as many bytes as they need.
  static func encrypted(
    _ name: String,
    makePair: @escaping MakePair
  ) -> ByteStreamConformance {
    var conformance = ByteStreamConformance(named: name, makePair: makePair)
    conformance.largeBytes = 1 << 20
    conformance.seeds = 0..<2
    conformance.timeLimit = .seconds(300)
    conformance.errorKind = { error in (error as? TLSError)?.kind }
    return conformance
  }
}

extension TLSError {
  fileprivate var kind: ByteStreamErrorKind? {
    switch self {
    case .busy: .busy
    case .closed: .closed
    case .transport(let error as MemoryStreamError): error.cause == .cancelled ? .cancelled : nil
    case .transport(let error as SocketError): error.code == .cancelled ? .cancelled : nil
    default: nil
    }
  }
}
