internal import SystemCalls

// Options by number and bytes, for those that have no name here.
extension Socket {
  /// The largest value that is asked of the kernel, in bytes.
  public static let optionBytesMax = 1 << 16

  /// The value of any option as the kernel gives it: getsockopt(2).
  ///
  /// - Parameter bytesMax: room for the value, 0 to `optionBytesMax`; a longer one is cut.
  /// - Throws: `.unusableArgument` where `bytesMax` is outside its range; as `socket[option]`.
  public func option(
    level: SocketOptionLevel,
    number: Int32,
    bytesMax: Int
  ) throws(SocketError) -> [UInt8] {
    try option(level: level, number: number, bytesMax: bytesMax, .getOption)
  }

  /// The value of any option that is a C int.
  public func option(level: SocketOptionLevel, number: Int32) throws(SocketError) -> Int32 {
    let bytes = try option(level: level, number: number, bytesMax: 4, .getOption)
    guard let value = unsafe SocketOptionCoding.integer.decode(bytes.span.bytes) else {
      throw SocketError(.malformedAnswer, operation: .getOption)
    }
    return value
  }

  /// Sets any option to bytes: setsockopt(2).
  public func setOption(
    level: SocketOptionLevel,
    number: Int32,
    bytes: RawSpan
  ) throws(SocketError) {
    try setOption(level: level, number: number, bytes: bytes, .setOption)
  }

  /// Sets any option that is a C int.
  public func setOption(
    level: SocketOptionLevel,
    number: Int32,
    value: Int32
  ) throws(SocketError) {
    var bytes: [UInt8] = []
    bytes.append(native: value)
    try unsafe setOption(level: level, number: number, bytes: bytes.span.bytes, .setOption)
  }

  /// Sets an option that has a length and no value (a null pointer in C).
  ///
  /// - Parameter length: not negative; more than a C int holds is cut to that.
  public func setOption(
    level: SocketOptionLevel,
    number: Int32,
    lengthOnly length: Int
  ) throws(SocketError) {
    do throws(Errno) {
      try System.setsockopt(
        descriptor,
        level.rawValue,
        number,
        lengthOnly: min(max(0, length), Int(Int32.max))
      )
    } catch {
      throw SocketError(Code(error), operation: .setOption)
    }
  }

  func option(
    level: SocketOptionLevel,
    number: Int32,
    bytesMax: Int,
    _ operation: SocketError.Operation
  ) throws(SocketError) -> [UInt8] {
    guard 0...Socket.optionBytesMax ~= bytesMax else {
      throw SocketError(.unusableArgument, operation: operation)
    }
    var bytes = [UInt8](repeating: 0, count: bytesMax)
    do throws(Errno) {
      var span = bytes.mutableSpan
      var raw = unsafe span.mutableBytes
      let count = try System.getsockopt(descriptor, level.rawValue, number, into: &raw)
      bytes.removeSubrange(count...)
    } catch {
      throw SocketError(Code(error), operation: operation)
    }
    return bytes
  }

  func setOption(
    level: SocketOptionLevel,
    number: Int32,
    bytes: RawSpan,
    _ operation: SocketError.Operation
  ) throws(SocketError) {
    do throws(Errno) {
      try System.setsockopt(descriptor, level.rawValue, number, bytes)
    } catch {
      throw SocketError(Code(error), operation: operation)
    }
  }
}
