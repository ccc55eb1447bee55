import SystemCalls

/// The lines that a running program writes to standard output.
package final class ProgramLines: Sendable {
  private let output: FileDescriptor

  init(_ output: consuming FileDescriptor) {
    self.output = output
  }

  /// Waits for the next line.
  ///
  /// One reader at a time: two would share a line's bytes.
  ///
  /// - Returns: the line without its end, or nil when the program has closed its output.
  /// - Throws: `Errno` where the output cannot be read.
  package func next() async throws -> String? {
    try await onThread { [self] in
      var line: [UInt8] = []
      // Byte by byte, so that what follows the line stays there for the next call.
      while let byte = try nextByte() {
        guard byte != UInt8(ascii: "\n") else { return String(decoding: line, as: UTF8.self) }
        line.append(byte)
      }
      return line.isEmpty ? nil : String(decoding: line, as: UTF8.self)
    }
  }

  private func nextByte() throws(Errno) -> UInt8? {
    var byte: InlineArray<1, UInt8> = [0]
    var span = byte.mutableSpan
    // SAFETY: a byte is initialised and has no padding; the output span is gone before it is.
    var raw = unsafe span.mutableBytes
    let count = try unsafe raw.withUnsafeMutableBytes { bytes throws(Errno) in
      var output = unsafe OutputRawSpan(buffer: bytes, initializedCount: 0)
      return try System.read(self.output, into: &output)
    }
    return count == 0 ? nil : byte[0]
  }
}
