import Sockets
import TutorialCommands

/// A client's connection to a server, and the protocol on it.
struct ClientConnection {
  private let connection: SharedSocket

  init(_ socket: consuming Socket) {
    connection = SharedSocket(socket)
  }

  /// Sends an instruction and receives the answer to it.
  ///
  /// - Returns: what follows the verb in the answer.
  /// - Throws: `UnexpectedAnswer` where the answer is about something else.
  func ask(_ instruction: Instruction) throws -> Substring {
    try connection.socket.expectNothing(after: "the last answer")
    try connection.socket.sendAll(instruction.text)
    return try answer(about: instruction.verb)
  }

  /// Asks for something that comes with its size, and receives it in pieces.
  ///
  /// - Parameters:
  ///   - instruction: `get` or `ls`.
  ///   - limit: more bytes than this are not taken.
  ///   - subject: what is received, for the progress and for errors.
  ///   - begin: is called when the server has announced it, before anything is received.
  ///   - take: is given the pieces.
  /// - Returns: the size.
  /// - Throws: `Refusal` with the server's words.
  func fetch(
    _ instruction: Instruction,
    atMost limit: Int,
    as subject: String,
    begin: () throws -> Void = {},
    _ take: ([UInt8]) throws -> Void
  ) throws -> Int {
    let announcement = try ask(instruction)
    let fields = announcement.split(separator: "|", omittingEmptySubsequences: false)
    guard fields.count == 2, fields[0] == "ready" else { throw Refusal(said: announcement) }
    guard let size = Int(announced: fields[1], atMost: limit) else {
      throw UnexpectedAnswer(announcement.utf8, insteadOf: "size of \(subject)")
    }
    try begin()
    var progress = Progress(name: subject, total: size)
    try connection.socket.sendAll(Instruction.line(instruction.verb, Instruction.receiveReady))
    try connection.socket.receive(size, of: subject) { piece in
      try take(piece)
      progress.advance(by: piece.count)
    }
    try connection.socket.expectNothing(after: subject)
    return size
  }

  /// Sends a file under a name.
  ///
  /// - Throws: `Refusal` with the server's words.
  func send(_ file: OpenFile, as name: String) throws {
    var outcome = try ask(.put(name, size: file.size))
    if file.size > 0 {
      guard outcome == Instruction.receiveReady else { throw Refusal(said: outcome) }
      try sendBytes(of: file, as: name)
      outcome = try answer(about: "put")
    }
    guard outcome == "done|\(file.size)" else { throw Refusal(said: outcome) }
  }

  private func sendBytes(of file: OpenFile, as name: String) throws {
    var progress = Progress(name: name, total: file.size)
    while progress.count < file.size {
      let sent = try connection.socket.sendFile(
        file.descriptor,
        offset: Int64(progress.count),
        count: min(file.size - progress.count, Socket.sendFilePieceBytesMax)
      )
      guard sent > 0 else { throw file.shortened }
      progress.advance(by: sent)
    }
  }

  private func answer(about verb: String) throws -> Substring {
    let bytes = try UnframedMessage.receive(from: connection.socket)
    guard !bytes.isEmpty else { throw EarlyEnd("answer to \(verb)") }
    let start = Instruction.line(verb, "")
    let answer = String(decoding: bytes, as: UTF8.self)
    guard answer.hasPrefix(start), answer.utf8.count <= Instruction.bytesMax else {
      throw UnexpectedAnswer(bytes, insteadOf: "answer to \(verb)")
    }
    return answer.dropFirst(start.count)
  }
}
