import CPlatform
import Glibc
import SystemCalls

/// Makes a file with these bytes and opens it for reading and writing, at its start.
func openFile(_ path: String, containing bytes: [UInt8]) throws(Errno) -> FileDescriptor {
  // SAFETY: the path lives through the call, which only reads it.
  let number = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
  guard number >= 0 else { throw Errno(rawValue: errno) }
  let file = FileDescriptor(owning: number)
  try file.write(bytes)
  try System.lseek(file, 0, from: .start)
  return file
}

extension FileDescriptor {
  /// Closes, for a test to which close(2) has nothing to say.
  consuming func closeQuietly() {
    try? close()
  }
}
