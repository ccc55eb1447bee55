/// Why no header of the PROXY protocol could be read from a stream.
public enum ProxyReadingError<Failure: Error>: Error {
  /// What came is none.
  case header(ProxyHeaderError)
  /// The stream ended after `afterBytes` bytes of a header; 0 is a peer that has just looked
  /// whether somebody listens.
  case endOfStream(afterBytes: Int)
  /// The stream has failed, or the deadline has passed.
  case stream(Failure)
}

extension ProxyReadingError: Equatable where Failure: Equatable {}

extension ProxyReadingError: Hashable where Failure: Hashable {}

extension ProxyReadingError: CustomStringConvertible {
  /// One line: `PROXY protocol: end of stream after 3 bytes`.
  public var description: String {
    switch self {
    case .header(let error): "\(error)"
    case .endOfStream(let count): "PROXY protocol: end of stream after \(count) bytes"
    case .stream(let failure): "\(failure)"
    }
  }
}
