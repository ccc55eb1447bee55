import Foundation
import Sockets
import TutorialCommands

/// A client's visit: the directory it is in, and what it asks.
struct ServerSession {
  let folder: SharedFolder
  private var directory: [String] = []
  private var reader = InstructionReader()

  init(folder: SharedFolder) {
    self.folder = folder
  }

  /// Does what the client asks until it leaves.
  mutating func run(over socket: borrowing Socket) throws {
    while let text = try reader.next(from: socket) {
      guard let instruction = Instruction(text) else {
        try socket.sendAll(Instruction.line("error", "unknown instruction"))
        continue
      }
      switch instruction {
      case .get(let name): try get(name, over: socket)
      case .list(let path): try list(path, over: socket)
      case .changeDirectory(let path): try changeDirectory(path, over: socket)
      case .delete(let name): try delete(name, over: socket)
      case .put(let name, let size): try put(name, size, over: socket)
      }
    }
  }

  private mutating func get(_ name: String, over socket: borrowing Socket) throws {
    let file: SharedFolder.OpenFile
    do { file = try folder.open(name, in: directory) } catch let refusal as Refusal {
      return try socket.sendAll(Instruction.line("get", refusal.description))
    }
    try socket.sendAll(Instruction.line("get", "ready|\(file.size)"))
    try reader.nod(for: "get", from: socket)
    try Self.send(file, over: socket)
  }

  /// Sends a file so that the tutorial's own client gets all of it.
  ///
  /// That client takes its last receive, of at most 1,024 bytes, for complete. So the last 1,024 bytes go
  /// in a segment of their own, which `MSG_EOR` keeps from growing together with what is before it.
  private static func send(
    _ file: borrowing SharedFolder.OpenFile,
    over socket: borrowing Socket
  ) throws {
    let buffer = 1024
    let bulk = max(0, file.size - 2 * buffer)
    if bulk > 0, try socket.sendFile(file.descriptor, count: bulk) < bulk {
      throw Refusal("the file has become shorter")
    }
    let rest = try read(file.descriptor, from: bulk, count: file.size - bulk)
    let last = max(0, rest.count - buffer)
    if last > 0 { try socket.sendAll(Array(rest[..<last]), flags: .endOfRecord) }
    if rest.count > last { try socket.sendAll(Array(rest[last...])) }
  }

  private static func read(
    _ file: borrowing FileDescriptor,
    from offset: Int,
    count: Int
  ) throws -> [UInt8] {
    let handle = FileHandle(fileDescriptor: file.number, closeOnDealloc: false)
    try handle.seek(toOffset: UInt64(offset))
    let bytes = try count > 0 ? handle.read(upToCount: count) ?? Data() : Data()
    guard bytes.count == count else { throw Refusal("the file has become shorter") }
    return [UInt8](bytes)
  }

  private mutating func list(_ path: String, over socket: borrowing Socket) throws {
    let listing: [UInt8]
    do { listing = Array(try folder.list(path, in: directory).utf8) } catch let refusal as Refusal {
      return try socket.sendAll(Instruction.line("ls", refusal.description))
    }
    try socket.sendAll(Instruction.line("ls", "ready|\(listing.count)"))
    try reader.nod(for: "ls", from: socket)
    try socket.sendAll(listing)
  }

  private mutating func changeDirectory(_ path: String, over socket: borrowing Socket) throws {
    do {
      directory = try folder.directory(path, from: directory)
      try socket.sendAll(Instruction.line("cd", "ok|/" + directory.joined(separator: "/")))
    } catch let refusal as Refusal {
      try socket.sendAll(Instruction.line("cd", refusal.description))
    }
  }

  private func delete(_ name: String, over socket: borrowing Socket) throws {
    do {
      try folder.delete(name, in: directory)
      try socket.sendAll(Instruction.line("delete", "ok"))
    } catch let refusal as Refusal {
      try socket.sendAll(Instruction.line("delete", refusal.description))
    }
  }

  private mutating func put(_ name: String, _ size: Int, over socket: borrowing Socket) throws {
    let upload: Upload
    do { upload = try Upload(to: folder.place(of: name, in: directory)) } catch {
      return try socket.sendAll(Instruction.line("put", "not permitted"))
    }
    defer { upload.removeUnlessDone() }
    try socket.sendAll(Instruction.line("put", Instruction.ready))
    var left = size
    while left > 0 {
      let piece = try reader.bytes(atMost: left, from: socket)
      try upload.write(piece)
      left -= piece.count
    }
    try upload.finish()
    try socket.sendAll(Instruction.line("put", "done|\(size)"))
  }
}
