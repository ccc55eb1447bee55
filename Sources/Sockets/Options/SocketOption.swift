/// An option of a socket: which it is for getsockopt(2) and setsockopt(2), and the Swift type of
/// its value.
///
/// `socket[.noDelay]` reads one and `socket.set(.noDelay, to: true)` writes it. Those named by this
/// library stand in `SocketOption+….swift`, a file for each level, sorted by their C names. Any
/// other option with such a value is one more constant:
///
///     extension SocketOption where Value == Bool {
///       static var zeroCopy: Self { .init(.socket, 60, "SO_ZEROCOPY", .boolean) }
///     }
///
/// One that has another value, or none, is read and written as bytes: `Socket+RawOptions.swift`.
public struct SocketOption<Value: Sendable>: Sendable {
  /// Whose it is.
  public let level: SocketOptionLevel
  /// Its number at that level.
  public let number: Int32
  /// Its name in C, for error messages.
  public let name: String
  /// How its value looks to the kernel.
  public let coding: SocketOptionCoding<Value>

  /// An option by its number.
  public init(
    _ level: SocketOptionLevel,
    _ number: Int32,
    _ name: String,
    _ coding: SocketOptionCoding<Value>
  ) {
    self.level = level
    self.number = number
    self.name = name
    self.coding = coding
  }
}

extension Socket {
  /// The value of an option: getsockopt(2).
  ///
  /// - Parameter option: which it is.
  /// - Returns: the value, as the kernel has it now, which need not be what was set.
  /// - Throws: `.noSuchOption` where the protocol does not have it or it can only be written, and
  ///   `.notSupported` where the socket does not even have its level (the kernel is not consistent
  ///   in this); `.malformedAnswer` where the kernel's value is not of the option's type.
  public subscript<Value>(option: SocketOption<Value>) -> Value {
    get throws(SocketError) {
      let operation = SocketError.Operation(rawValue: "get option \(option.name)")
      let bytes = try self.option(
        level: option.level,
        number: option.number,
        bytesMax: option.coding.bytesMax,
        operation
      )
      guard let value = bytes.withRawSpan(option.coding.decode) else {
        throw SocketError(.malformedAnswer, operation: operation)
      }
      return value
    }
  }

  /// Sets an option: setsockopt(2).
  ///
  /// - Parameters:
  ///   - option: which it is.
  ///   - value: what it is to be; the kernel may round it, which reading the option tells.
  /// - Throws: `.unusableArgument` where the value does not fit the kernel's type; `.noSuchOption`
  ///   where the protocol does not have the option or it can only be read, and `.notSupported`
  ///   where the socket does not even have its level; `.notPermitted`, `.invalidArgument` and
  ///   others.
  public func set<Value>(_ option: SocketOption<Value>, to value: Value) throws(SocketError) {
    let operation = SocketError.Operation(rawValue: "set option \(option.name)")
    guard let bytes = option.coding.encode(value) else {
      throw SocketError(.unusableArgument, operation: operation)
    }
    try bytes.withRawSpan { bytes throws(SocketError) in
      try setOption(level: option.level, number: option.number, bytes: bytes, operation)
    }
  }
}
