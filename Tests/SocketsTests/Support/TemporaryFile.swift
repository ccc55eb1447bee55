import CPlatform
import Foundation
import Glibc
import SystemCalls
import TestSupport

@testable import Sockets

/// Lends `body` the path of a file with `contents`, on a thread of its own.
func withFile<R: Sendable>(
  _ contents: [UInt8],
  _ body: @escaping @Sendable (_ path: String) throws -> R
) async throws -> R {
  try await temporaryDirectory { directory in
    let path = directory + "/file"
    try Data(contents).write(to: URL(fileURLWithPath: path))
    return try await onThread { try body(path) }
  }
}

/// Opens a file for reading.
func openForReading(_ path: String) throws -> FileDescriptor {
  let number = unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC)
  guard number >= 0 else { throw Errno(rawValue: errno) }
  return FileDescriptor(owning: number)
}

/// A pipe: what is written to the one end is read from the other.
struct Pipe: ~Copyable {
  var reader: FileDescriptor
  var writer: FileDescriptor
}

/// Opens a pipe.
func openPipe() throws -> Pipe {
  var ends: [Int32] = [-1, -1]
  guard unsafe pipe(&ends) == 0 else { throw Errno(rawValue: errno) }
  let opened = Pipe(
    reader: FileDescriptor(owning: ends[0]),
    writer: FileDescriptor(owning: ends[1])
  )
  try System.setInheritable(opened.reader, false)
  try System.setInheritable(opened.writer, false)
  return opened
}

/// Where the next read of a file would begin.
func readingPosition(of file: borrowing FileDescriptor) throws -> Int64 {
  try System.lseek(file, 0, from: .current)
}
