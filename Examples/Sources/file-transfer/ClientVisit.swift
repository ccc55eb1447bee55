import Foundation
import SocketServers
import Sockets
import TutorialCommands

/// The client's end: a connection, made when it is needed, and the directory it is in.
///
/// After a refused `get` the tutorial's own server takes whatever comes next for the nod it waits for.
/// So the connection is given up then, and the next instruction goes over a new one.
struct ClientVisit {
  private let options: ClientOptions
  private let folder: URL
  private var connection: SharedSocket?
  private var directory = "/"

  init(options: ClientOptions, folder: URL) {
    self.options = options
    self.folder = folder
  }

  /// Fetches a file into the folder, under the last component of its name.
  mutating func get(_ name: String) throws {
    let base = (name as NSString).lastPathComponent
    guard !base.isEmpty, base != "..", base != ".", base != "/" else { throw Refusal.noFile }
    let connection = try connected()
    let size: Int
    do {
      size = try announcedSize("get", asking: .get(name), over: connection)
    } catch {
      self.connection = nil
      throw error
    }
    let part = folder.appendingPathComponent(base + ".part")
    guard FileManager.default.createFile(atPath: part.path, contents: nil) else {
      throw Refusal("\(part.path): cannot be written")
    }
    let file = try FileHandle(forWritingTo: part)
    try connection.socket.sendAll(Instruction.line("get", Instruction.ready))
    try receive(size, of: base, over: connection) { try file.write(contentsOf: $0) }
    try file.close()
    guard unsafe rename(part.path, folder.appendingPathComponent(base).path) == 0 else {
      throw Refusal("\(base): cannot be written")
    }
  }

  /// Sends a local file; the server gets it under the last component of its name.
  mutating func put(_ path: String) throws {
    guard let file = FileHandle(forReadingAtPath: path),
      let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
    else { throw Refusal("\(path): no such file") }
    let name = (path as NSString).lastPathComponent
    let connection = try connected()
    let answer = try ask(.put(name, size: size), over: connection)
    guard answer == Instruction.line("put", Instruction.ready) else {
      throw Self.refusal("put", answer)
    }
    try connection.socket.sendFile(
      FileDescriptor(owning: dup(file.fileDescriptor)),
      count: max(1, size)
    )
    let outcome = try String(
      decoding: UnframedMessage.receive(from: connection.socket),
      as: UTF8.self
    )
    guard outcome == Instruction.line("put", "done|\(size)") else {
      throw Self.refusal("put", outcome)
    }
  }

  /// The entries of a directory, a line for each.
  mutating func list(_ path: String) throws -> String {
    let connection = try connected()
    let size = try announcedSize("ls", asking: .list(path), over: connection)
    try connection.socket.sendAll(Instruction.line("ls", Instruction.ready))
    var listing: [UInt8] = []
    try receive(size, of: "listing", over: connection) { listing += $0 }
    if listing.last == UInt8(ascii: "\n") { listing.removeLast() }
    return String(decoding: listing, as: UTF8.self)
  }

  /// Changes the directory, and gives the one it is in then.
  mutating func changeDirectory(_ path: String) throws -> String {
    let answer = try ask(.changeDirectory(path), over: connected())
    let accepted = Instruction.line("cd", "ok|")
    guard answer.hasPrefix(accepted) else { throw Self.refusal("cd", answer) }
    directory = String(answer.dropFirst(accepted.count))
    return directory
  }

  /// Deletes a file of the server.
  mutating func delete(_ name: String) throws {
    let answer = try ask(.delete(name), over: connected())
    guard answer == Instruction.line("delete", "ok") else {
      throw Self.refusal("delete", answer)
    }
  }

  private mutating func connected() throws -> SharedSocket {
    if let connection { return connection }
    let fresh = SharedSocket(try options.connect())
    connection = fresh
    let place = directory
    if place != "/" { _ = try changeDirectory(place) }
    return fresh
  }

  private func ask(_ instruction: Instruction, over connection: SharedSocket) throws -> String {
    try connection.socket.sendAll(instruction.text)
    let answer = try UnframedMessage.receive(from: connection.socket)
    guard !answer.isEmpty else { throw EarlyEnd("answer") }
    return String(decoding: answer, as: UTF8.self)
  }

  /// Asks for something that comes with its size.
  private func announcedSize(
    _ verb: String,
    asking instruction: Instruction,
    over connection: SharedSocket
  ) throws -> Int {
    let answer = try ask(instruction, over: connection)
    let announcement = Instruction.line(verb, "ready|")
    guard answer.hasPrefix(announcement),
      let size = Int(answer.dropFirst(announcement.count)), size >= 0
    else { throw Self.refusal(verb, answer) }
    return size
  }

  private func receive(
    _ size: Int,
    of name: String,
    over connection: SharedSocket,
    _ take: ([UInt8]) throws -> Void
  ) throws {
    var progress = Progress(name: name, total: size)
    while progress.count < size {
      let piece = try connection.socket.receive(atMost: min(size - progress.count, 256 << 10))
      guard !piece.isEmpty else { throw EarlyEnd("\(name) (\(progress.count) of \(size) bytes)") }
      try take(piece)
      progress.advance(by: piece.count)
    }
  }

  /// What the server said instead, as it is where it is not in our form; nothing of it beyond one line.
  private static func refusal(_ verb: String, _ answer: String) -> Refusal {
    let ours = Instruction.line(verb, "")
    return Refusal(
      answer.hasPrefix(ours) && verb != "get" ? String(answer.dropFirst(ours.count)) : answer
    )
  }
}
