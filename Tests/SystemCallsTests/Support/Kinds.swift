import CPlatform
import Foundation
import SystemCalls

/// The names of what `makeOneOfEachKind` makes.
let kindsByName: [(name: String, kind: FileKind)] = [
  ("file", .file), ("directory", .directory), ("link", .link), ("fifo", .fifo),
  ("socket", .socket),
]

/// Makes one of each kind that needs no privilege.
func makeOneOfEachKind(in directory: String) throws {
  let file = try openFile(directory + "/file", containing: [])
  file.closeQuietly()
  let files = FileManager.default
  try files.createDirectory(atPath: directory + "/directory", withIntermediateDirectories: false)
  try files.createSymbolicLink(atPath: directory + "/link", withDestinationPath: "file")
  // SAFETY: the path lives through the call.
  guard unsafe mkfifo(directory + "/fifo", 0o600) == 0 else { throw Errno(rawValue: errno) }
  let socket = try System.socket(AF_UNIX, SocketKind.stream, 0)
  try socket.bind([UInt8(AF_UNIX), 0] + Array((directory + "/socket").utf8) + [0])
}
