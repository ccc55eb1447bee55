import SystemCalls

/// Standard input.
enum StandardInput {
  /// Bytes that are asked for at once.
  private static let partBytes = 4096

  /// Reads a line, and throws away what came with its end.
  ///
  /// Blocks until all of it has come.
  ///
  /// - Parameters:
  ///   - bytesMax: what is longer is cut there.
  ///   - key: a byte that ends the line as well, and is left in it.
  /// - Returns: the line without its end, or what is left before the end of the input.
  /// - Throws: what read(2) says.
  static func line(bytesMax: Int, endingAt key: UInt8? = nil) throws(Errno) -> [UInt8] {
    var line: [UInt8] = []
    while line.count < bytesMax {
      let part = try System.read(from: .input, bytesMax: partBytes)
      guard !part.isEmpty else { break }
      if let end = part.firstIndex(where: { $0 == UInt8(ascii: "\n") || $0 == key }) {
        line += part[...end]
        if line.last != key { line.removeLast() }
        break
      }
      line += part
    }
    if line.last == UInt8(ascii: "\r") { line.removeLast() }
    return Array(line.prefix(bytesMax))
  }

  /// The first line, as a password is given; as `line`.
  ///
  /// - Throws: `CommandFailure`.
  static func firstLine(bytesMax: Int) throws(CommandFailure) -> [UInt8] {
    do throws(Errno) { return try line(bytesMax: bytesMax) } catch {
      throw CommandFailure("read standard input: \(error)")
    }
  }
}
