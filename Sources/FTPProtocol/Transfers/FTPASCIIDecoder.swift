internal import ByteStreams

/// Makes a file's text of what is received in TYPE A: a line feed ends each line.
///
/// A carriage return that no line feed follows stays, and so does a line feed alone.
package struct FTPASCIIDecoder: Sendable {
  /// Whether a carriage return has come of which is not known yet what follows it.
  private var hasCarriageReturn = false

  /// A decoder at the start of a transfer.
  package init() {}

  /// Appends what the next bytes stand for.
  ///
  /// - Parameters:
  ///   - bytes: any number of them.
  ///   - output: where to; it grows by at most one more than there are.
  package mutating func decode(_ bytes: RawSpan, to output: inout [UInt8]) {
    guard bytes.byteCount > 0 else { return }
    if hasCarriageReturn && bytes.byte(at: 0) != .lineFeed { output.append(.carriageReturn) }
    hasCarriageReturn = bytes.byte(at: bytes.byteCount - 1) == .carriageReturn
    let end = bytes.byteCount - (hasCarriageReturn ? 1 : 0)
    var (start, searched) = (0, 0)
    while let place = bytes.firstOffset(of: .carriageReturn, from: searched), place < end {
      searched = place + 1
      guard bytes.byte(at: searched) == .lineFeed else { continue }
      output.append(bytes.extracting(start..<place))
      start = searched
    }
    output.append(bytes.extracting(start..<end))
  }

  /// Appends what is left at the end of the transfer.
  ///
  /// - Parameter output: where to; it grows by at most a byte.
  package mutating func finish(to output: inout [UInt8]) {
    if hasCarriageReturn { output.append(.carriageReturn) }
    hasCarriageReturn = false
  }
}
