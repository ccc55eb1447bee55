public import SocketAddresses

/// Why an operation on a socket failed: what was asked, of whom, why it failed and how far it got.
///
/// The end of a stream is not an error: receiving says 0.
public struct SocketError: Error, Hashable, Sendable {
  /// The cause.
  public var code: Code
  /// What was asked.
  public var operation: Operation
  /// Whom it was asked of, where the operation has an address.
  public var address: SocketAddress?
  /// The name that was looked up, where the operation started from one.
  public var endpoint: Endpoint?
  /// Bytes that had been transferred before the failure: they are sent, and will not come back.
  public var transferred: Int
  /// What went wrong at each address that was tried, in order, where there was more than one thing
  /// to try; else empty.
  public var attempts: [SocketError]

  /// An error of `operation`.
  public init(
    _ code: Code,
    operation: Operation,
    address: SocketAddress? = nil,
    endpoint: Endpoint? = nil,
    transferred: Int = 0,
    attempts: [SocketError] = []
  ) {
    self.code = code
    self.operation = operation
    self.address = address
    self.endpoint = endpoint
    self.transferred = transferred
    self.attempts = attempts
  }

  /// Lets `switch error { case .timedOut: … }` read as it should.
  public static func ~= (code: Code, error: SocketError) -> Bool {
    error.code == code
  }
}

extension SocketError: CustomStringConvertible {
  /// One line: `connect to 127.0.0.1:80: Connection refused`.
  public var description: String {
    var line = operation.rawValue
    if let target = endpoint?.description ?? address?.description { line += " \(target)" }
    line += ": \(code)"
    if transferred > 0 { line += " (after \(transferred) bytes)" }
    if attempts.count > 1 {
      line += " (" + attempts.map(\.description).joined(separator: "; ") + ")"
    }
    return line
  }
}
