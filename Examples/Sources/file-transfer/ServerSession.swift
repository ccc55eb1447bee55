import Sockets
import TutorialCommands

/// A client's visit: the directory it is in, and what it asks.
struct ServerSession {
  let folder: SharedFolder
  private var directory: [String] = []
  private var reader: InstructionReader

  /// - Parameters:
  ///   - folder: what the client can reach.
  ///   - quiet: the silence that ends an instruction.
  init(folder: SharedFolder, quiet: Duration) {
    self.folder = folder
    reader = InstructionReader(quiet: quiet)
  }

  /// Does what the client asks until it leaves.
  mutating func run(over socket: borrowing Socket) throws {
    while let bytes = try reader.next(from: socket) {
      guard let instruction = Instruction(bytes) else {
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
    let file: OpenFile
    do throws(Refusal) { file = try folder.open(name, in: directory) } catch {
      return try socket.sendAll(Instruction.line("get", error.description))
    }
    try socket.sendAll(Instruction.line("get", "ready|\(file.size)"))
    try reader.nod(for: "get", from: socket)
    try Self.send(file, over: socket)
  }

  /// Sends a file so that the tutorial's own client gets all of it.
  ///
  /// That client takes its last receive, of at most 1,024 bytes, for complete. So the last 1,024
  /// bytes go in a segment of their own, which `MSG_EOR` keeps from growing together with what is
  /// before it.
  private static func send(
    _ file: borrowing OpenFile,
    over socket: borrowing Socket
  ) throws {
    let buffer = 1024
    let bulk = max(0, file.size - 2 * buffer)
    if bulk > 0, try socket.sendFile(file.descriptor, count: bulk) < bulk { throw file.shortened }
    let rest = try file.bytes(from: bulk, count: file.size - bulk)
    let last = max(0, rest.count - buffer)
    if last > 0 { try socket.sendAll(Array(rest[..<last]), flags: .endOfRecord) }
    if rest.count > last { try socket.sendAll(Array(rest[last...])) }
  }

  private mutating func list(_ path: String, over socket: borrowing Socket) throws {
    let listing: [UInt8]
    do throws(Refusal) { listing = Array(try folder.list(path, in: directory).utf8) } catch {
      return try socket.sendAll(Instruction.line("ls", error.description))
    }
    try socket.sendAll(Instruction.line("ls", "ready|\(listing.count)"))
    try reader.nod(for: "ls", from: socket)
    if !listing.isEmpty { try socket.sendAll(listing) }
  }

  private mutating func changeDirectory(_ path: String, over socket: borrowing Socket) throws {
    do throws(Refusal) { directory = try folder.directory(path, from: directory) } catch {
      return try socket.sendAll(Instruction.line("cd", error.description))
    }
    try socket.sendAll(Instruction.line("cd", "ok|/" + directory.joined(separator: "/")))
  }

  private func delete(_ name: String, over socket: borrowing Socket) throws {
    do throws(Refusal) { try folder.delete(name, in: directory) } catch {
      return try socket.sendAll(Instruction.line("delete", error.description))
    }
    try socket.sendAll(Instruction.line("delete", "ok"))
  }

  private mutating func put(_ name: String, _ size: Int, over socket: borrowing Socket) throws {
    let file: PlacedFile
    do throws(Refusal) { file = try folder.place(name, in: directory) } catch {
      return try socket.sendAll(Instruction.line("put", error.description))
    }
    if size > 0 { try socket.sendAll(Instruction.line("put", Instruction.receiveReady)) }
    var left = size
    while left > 0 {
      let piece = try reader.bytes(atMost: left, from: socket)
      try file.write(piece)
      left -= piece.count
    }
    try file.finish()
    try socket.sendAll(Instruction.line("put", "done|\(size)"))
  }
}
