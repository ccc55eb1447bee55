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
      while let byte = try output.read(upTo: 1).first {
        guard byte != UInt8(ascii: "\n") else { return String(decoding: line, as: UTF8.self) }
        line.append(byte)
      }
      return line.isEmpty ? nil : String(decoding: line, as: UTF8.self)
    }
  }
}
