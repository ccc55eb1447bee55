import TutorialCommands

/// A client's visit: the directory it is in, and what it asks.
///
/// The protocol alone: it says what is to be done next, step by step, and is told what came of it.
/// So threads and event loops serve by the same code.
struct ServerSession: Sendable {
  private let folder: SharedFolder
  private var directory: [String] = []
  private var input = InstructionInput()
  private var phase = Phase.instruction
  /// What follows before anything is to be decided.
  private var due: [ServerStep] = []

  /// What the session waits for.
  private enum Phase {
    case instruction
    /// The nod before what was announced is sent.
    case nod(verb: String, Content)
    case upload(Upload)
  }

  /// What the client gets when it has nodded.
  private enum Content {
    case file(OpenFile)
    case listing([UInt8])
  }

  /// A file on its way here.
  private struct Upload {
    let file: PlacedFile
    let size: Int
    var left: Int
  }

  /// How much of a file is received at once, in bytes.
  private static let pieceBytesMax = 256 << 10
  /// The buffer of the tutorial's own client, in bytes.
  private static let tutorialBuffer = 1024

  /// - Parameter folder: what the client can reach.
  init(folder: SharedFolder) {
    self.folder = folder
  }

  /// What is to be done next.
  ///
  /// - Throws: what makes it impossible to go on with this client.
  mutating func next() throws -> ServerStep {
    while due.isEmpty {
      if let step = try advance() { return step }
    }
    return due.removeFirst()
  }

  /// Takes what has come; nothing is the end of the stream.
  mutating func take(_ bytes: [UInt8]) {
    input.take(bytes)
  }

  /// Notes that nothing has come for a moment.
  mutating func takeSilence() {
    input.takeSilence()
  }

  /// Takes what has come of work.
  mutating func take(_ outcome: FileOutcome) {
    switch outcome {
    case .answered(let verb, let words):
      say(verb, words)
    case .entered(let entered):
      directory = entered
      say("cd", "ok|/" + directory.joined(separator: "/"))
    case .opened(let file):
      say("get", "ready|\(file.size)")
      phase = .nod(verb: "get", .file(file))
    case .listed(let listing):
      say("ls", "ready|\(listing.count)")
      phase = .nod(verb: "ls", .listing(listing))
    case .placed(let file, let size):
      if size > 0 { say("put", Instruction.receiveReady) }
      phase = .upload(Upload(file: file, size: size, left: size))
    case .written: break
    case .read(let end):
      send(end: end)
    }
  }

  /// The file that is being received, which is not to stay unless it becomes complete.
  var unfinished: PlacedFile? {
    if case .upload(let upload) = phase { upload.file } else { nil }
  }
}

extension ServerSession {
  /// Decides what is to be done; nil where that is in `due` now.
  private mutating func advance() throws -> ServerStep? {
    switch phase {
    case .instruction:
      guard let bytes = try input.next() else {
        return input.isOver
          ? .end : .receive(bytesMax: Instruction.bytesMax, untilQuiet: input.hasBegun)
      }
      begin(Instruction(bytes))
    case .nod(let verb, let content):
      guard try input.takeNod(for: verb) else {
        return .receive(bytesMax: Instruction.bytesMax, untilQuiet: false)
      }
      phase = .instruction
      send(content)
    case .upload(let upload):
      return try receive(upload)
    }
    return nil
  }

  private mutating func begin(_ instruction: Instruction?) {
    let (folder, directory) = (folder, directory)
    switch instruction {
    case .get(let name):
      work("get") { () throws(Refusal) in .opened(try folder.open(name, in: directory)) }
    case .list(let path):
      work("ls") { () throws(Refusal) in .listed(Array(try folder.list(path, in: directory).utf8)) }
    case .changeDirectory(let path):
      work("cd") { () throws(Refusal) in .entered(try folder.directory(path, from: directory)) }
    case .delete(let name):
      work("delete") { () throws(Refusal) in
        try folder.delete(name, in: directory)
        return .answered(verb: "delete", "ok")
      }
    case .put(let name, let size):
      work("put") { () throws(Refusal) in
        .placed(try folder.place(name, in: directory), size: size)
      }
    case nil:
      say("error", "unknown instruction")
    }
  }

  /// Has something done; the client is told a refusal.
  private mutating func work(
    _ verb: String,
    _ body: @escaping @Sendable () throws(Refusal) -> FileOutcome
  ) {
    due.append(
      .work {
        do throws(Refusal) { return try body() } catch {
          return .answered(verb: verb, error.description)
        }
      }
    )
  }

  private mutating func say(_ verb: String, _ words: String) {
    due.append(.send(Array(Instruction.line(verb, words).utf8)))
  }

  private mutating func send(_ content: Content) {
    switch content {
    case .listing(let listing):
      if !listing.isEmpty { due.append(.send(listing)) }
    case .file(let file):
      let bulk = max(0, file.size - 2 * Self.tutorialBuffer)
      if bulk > 0 { due.append(.sendFile(file, count: bulk)) }
      if file.size > 0 {
        due.append(.work { .read(try file.bytes(from: bulk, count: file.size - bulk)) })
      }
    }
  }

  /// Sends the end of a file so that the tutorial's own client gets all of it.
  ///
  /// That client takes its last receive, of at most 1,024 bytes, for complete. So the last 1,024
  /// bytes go in a segment of their own, which `MSG_EOR` keeps from growing together with what is
  /// before it.
  private mutating func send(end: [UInt8]) {
    let last = max(0, end.count - Self.tutorialBuffer)
    if last > 0 { due.append(.send(Array(end[..<last]), endsSegment: true)) }
    due.append(.send(Array(end[last...])))
  }

  /// Has the next piece of a file written, or the whole put in its place.
  private mutating func receive(_ upload: Upload) throws -> ServerStep? {
    let file = upload.file
    guard upload.left > 0 else {
      phase = .instruction
      return .work {
        try file.finish()
        return .answered(verb: "put", "done|\(upload.size)")
      }
    }
    guard let piece = try input.takeBytes(atMost: upload.left) else {
      return .receive(bytesMax: min(upload.left, Self.pieceBytesMax), untilQuiet: false)
    }
    phase = .upload(Upload(file: file, size: upload.size, left: upload.left - piece.count))
    return .work {
      try file.write(piece)
      return .written
    }
  }
}
