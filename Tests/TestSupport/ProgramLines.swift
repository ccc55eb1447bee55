import Foundation

/// The lines that a running program writes to standard output.
package struct ProgramLines: Sendable {
  private let pipe: FileHandle

  init(_ pipe: FileHandle) {
    self.pipe = pipe
  }

  /// Waits for the next line.
  ///
  /// One reader at a time: two would share a line's bytes.
  ///
  /// - Returns: the line without its end, or nil when the program has closed its output.
  /// - Throws: Foundation's error where the pipe cannot be read.
  package func next() async throws -> String? {
    try await onThread {
      var line: [UInt8] = []
      // Byte by byte, so that what follows the line stays in the pipe for the next call.
      while let byte = try pipe.read(upToCount: 1)?.first {
        guard byte != UInt8(ascii: "\n") else { return String(decoding: line, as: UTF8.self) }
        line.append(byte)
      }
      return line.isEmpty ? nil : String(decoding: line, as: UTF8.self)
    }
  }
}
