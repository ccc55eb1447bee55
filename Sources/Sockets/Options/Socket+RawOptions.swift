internal import SystemCalls

// Options by number and bytes, for those that have no name here.
extension Socket {
  /// The largest value that is asked of the kernel, in bytes.
  public static let optionBytesMax = 1 << 16

  /// The value of any option as the kernel gives it: getsockopt(2).
  ///
  /// - Parameters:
  ///   - level: whose it is.
  ///   - number: its number at that level.
  ///   - bytesMax: room for the value, 0 to `optionBytesMax`; a longer one is cut.
  /// - Returns: the value, as many bytes as it has.
  /// - Throws: `.unusableArgument` where `bytesMax` is outside its range; else as `socket[option]`.
  public func option(
    level: SocketOptionLevel,
    number: Int32,
    bytesMax: Int
  ) throws(SocketError) -> [UInt8] {
    try option(level: level, number: number, bytesMax: bytesMax, .getOption)
  }

  /// The value of any option that is a C int.
  ///
  /// - Parameters:
  ///   - level: whose it is.
  ///   - number: its number at that level.
  /// - Returns: the value; where the kernel gives a single byte, that byte.
  /// - Throws: `.malformedAnswer` where the kernel's value is no int; else as `socket[option]`.
  public func option(level: SocketOptionLevel, number: Int32) throws(SocketError) -> Int32 {
    let bytes = try option(level: level, number: number, bytesMax: 4, .getOption)
    guard let value = bytes.withRawSpan(SocketOptionCoding.integer.decode) else {
      throw SocketError(.malformedAnswer, operation: .getOption)
    }
    return value
  }

  /// Sets any option to bytes: setsockopt(2).
  ///
  /// - Parameters:
  ///   - level: whose it is.
  ///   - number: its number at that level.
  ///   - bytes: the value as the kernel takes it.
  /// - Throws: as `set(_:to:)`.
  public func setOption(
    level: SocketOptionLevel,
    number: Int32,
    bytes: RawSpan
  ) throws(SocketError) {
    try setOption(level: level, number: number, bytes: bytes, .setOption)
  }

  /// Sets any option to an array of bytes: setsockopt(2).
  ///
  /// - Parameters:
  ///   - level: whose it is.
  ///   - number: its number at that level.
  ///   - bytes: the value as the kernel takes it.
  /// - Throws: as `set(_:to:)`.
  public func setOption(
    level: SocketOptionLevel,
    number: Int32,
    bytes: [UInt8]
  ) throws(SocketError) {
    try bytes.withRawSpan { bytes throws(SocketError) in
      try setOption(level: level, number: number, bytes: bytes, .setOption)
    }
  }

  /// Sets any option that is a C int.
  ///
  /// - Parameters:
  ///   - level: whose it is.
  ///   - number: its number at that level.
  ///   - value: what it is to be.
  /// - Throws: as `set(_:to:)`.
  public func setOption(
    level: SocketOptionLevel,
    number: Int32,
    value: Int32
  ) throws(SocketError) {
    var bytes: [UInt8] = []
    bytes.append(native: value)
    try setOption(level: level, number: number, bytes: bytes)
  }

  /// Sets an option that has a length and no value, which in C is a null pointer.
  ///
  /// - Parameters:
  ///   - level: whose it is.
  ///   - number: its number at that level.
  ///   - length: what C passes as the length of the value, 0 to 2^31 − 1.
  /// - Throws: `.unusableArgument` where `length` is outside its range; else as `set(_:to:)`.
  public func setOption(
    level: SocketOptionLevel,
    number: Int32,
    lengthOnly length: Int
  ) throws(SocketError) {
    guard 0...Int(Int32.max) ~= length else {
      throw SocketError(.unusableArgument, operation: .setOption)
    }
    do throws(Errno) {
      try System.setsockopt(descriptor, level.rawValue, number, lengthOnly: length)
    } catch {
      throw SocketError(Code(error), operation: .setOption)
    }
  }

  func option(
    level: SocketOptionLevel,
    number: Int32,
    bytesMax: Int,
    _ operation: @autoclosure () -> SocketError.Operation
  ) throws(SocketError) -> [UInt8] {
    guard 0...Socket.optionBytesMax ~= bytesMax else {
      throw SocketError(.unusableArgument, operation: operation())
    }
    var bytes = [UInt8](repeating: 0, count: bytesMax)
    do throws(Errno) {
      let count = try bytes.withMutableRawSpan { value throws(Errno) in
        try System.getsockopt(descriptor, level.rawValue, number, into: &value)
      }
      bytes.removeSubrange(count...)
    } catch {
      throw SocketError(Code(error), operation: operation())
    }
    return bytes
  }

  func setOption(
    level: SocketOptionLevel,
    number: Int32,
    bytes: RawSpan,
    _ operation: @autoclosure () -> SocketError.Operation
  ) throws(SocketError) {
    do throws(Errno) {
      try System.setsockopt(descriptor, level.rawValue, number, bytes)
    } catch {
      throw SocketError(Code(error), operation: operation())
    }
  }
}
