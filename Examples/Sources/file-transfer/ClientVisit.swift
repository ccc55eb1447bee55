import Foundation
import TutorialCommands

/// The client's end: a connection, made when it is needed, and the directory it is in.
///
/// After an error nobody knows what is still under way on a connection, so it is given up, and the
/// next instruction goes over a new one.
struct ClientVisit {
  private let options: ClientOptions
  private let folder: URL
  private var connection: ClientConnection?
  private var directory = "/"

  init(options: ClientOptions, folder: URL) {
    self.options = options
    self.folder = folder
  }

  /// Fetches a file into the folder, under the last component of its name.
  ///
  /// After a refusal the connection is given up too: the tutorial's own server takes whatever comes
  /// next for the nod it waits for. So it is after an empty file, whose nod could stick to what
  /// comes next, and that server would know neither.
  mutating func get(_ name: String) throws {
    let base = (name as NSString).lastPathComponent
    guard !["", ".", "..", "/"].contains(base) else { throw Refusal.noFile }
    let place = folder.appendingPathComponent(base)
    let size = try talk { connection in
      var file: PlacedFile?
      let size = try connection.fetch(
        .get(name),
        atMost: Instruction.fileBytesMax,
        as: base,
        begin: { file = try PlacedFile(at: place) },
        { piece in try file?.write(piece) }
      )
      try file?.finish()
      return size
    }
    if size == 0 { connection = nil }
  }

  /// Sends a local file; the server gets it under the last component of its name.
  mutating func put(_ path: String) throws {
    let file = try OpenFile(path)
    let name = (path as NSString).lastPathComponent
    try talk(keepingAfterRefusal: true) { try $0.send(file, as: name) }
  }

  /// The entries of a directory, a line for each.
  mutating func list(_ path: String) throws -> [UInt8] {
    var listing: [UInt8] = []
    try talk(keepingAfterRefusal: true) { connection in
      _ = try connection.fetch(
        .list(path),
        atMost: Instruction.listingBytesMax,
        as: "listing",
        { listing += $0 }
      )
    }
    return listing
  }

  /// Changes the directory, and gives the one it is in then.
  mutating func changeDirectory(_ path: String) throws -> String {
    directory = try talk(keepingAfterRefusal: true) { try Self.enter(path, over: $0) }
    return directory
  }

  /// Deletes a file of the server.
  mutating func delete(_ name: String) throws {
    try talk(keepingAfterRefusal: true) { connection in
      let answer = try connection.ask(.delete(name))
      guard answer == "ok" else { throw Refusal(said: answer) }
    }
  }

  private mutating func talk<R>(
    keepingAfterRefusal: Bool = false,
    _ body: (ClientConnection) throws -> R
  ) throws -> R {
    let open = try connected()
    connection = nil
    do {
      let result = try body(open)
      connection = open
      return result
    } catch let refusal as Refusal {
      if keepingAfterRefusal { connection = open }
      throw refusal
    }
  }

  private func connected() throws -> ClientConnection {
    if let connection { return connection }
    let fresh = ClientConnection(try options.connect())
    if directory != "/" { _ = try Self.enter(directory, over: fresh) }
    return fresh
  }

  private static func enter(
    _ path: String,
    over connection: ClientConnection
  ) throws -> String {
    let answer = try connection.ask(.changeDirectory(path))
    guard answer.hasPrefix("ok|") else { throw Refusal(said: answer) }
    return String(answer.dropFirst("ok|".count))
  }
}
