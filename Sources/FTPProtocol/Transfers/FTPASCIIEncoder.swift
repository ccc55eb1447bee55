internal import ByteStreams

/// Makes of a file's text what is sent in TYPE A: CR LF ends each line (RFC 959 §3.1.1.1).
///
/// A line feed with a carriage return before it is sent as it is, also where the two come one by
/// one.
package struct FTPASCIIEncoder: Sendable {
  private var endsInCarriageReturn = false

  /// An encoder at the start of a file.
  package init() {}

  /// Appends what stands for the next bytes of the file.
  ///
  /// - Parameters:
  ///   - bytes: any number of them.
  ///   - output: where to; it grows by at most twice as many.
  package mutating func encode(_ bytes: RawSpan, to output: inout [UInt8]) {
    guard bytes.byteCount > 0 else { return }
    var start = 0
    while let feed = bytes.firstOffset(of: .lineFeed, from: start) {
      output.append(bytes.extracting(start..<feed))
      let hasReturn = feed > 0 ? bytes.byte(at: feed - 1) == .carriageReturn : endsInCarriageReturn
      if !hasReturn { output.append(.carriageReturn) }
      output.append(.lineFeed)
      start = feed + 1
    }
    output.append(bytes.extracting(start..<bytes.byteCount))
    endsInCarriageReturn = bytes.byte(at: bytes.byteCount - 1) == .carriageReturn
  }
}
