import Foundation
import TutorialCommands

/// What a client asks: `FileTransfer|VERB|WHAT`.
///
/// `get` is the tutorial's, byte for byte. The other verbs, which it names and leaves open, go the
/// same way:
///
///     FileTransfer|get|NAME       → FileTransfer|get|ready|SIZE      or a refusal
///     FileTransfer|get|recv_ready → SIZE bytes
///     FileTransfer|ls|PATH        → FileTransfer|ls|ready|SIZE       or a refusal
///     FileTransfer|ls|recv_ready  → SIZE bytes, a line `TYPE SIZE NAME` for each entry
///     FileTransfer|cd|PATH        → FileTransfer|cd|ok|PATH          or a refusal
///     FileTransfer|delete|NAME    → FileTransfer|delete|ok           or a refusal
///     FileTransfer|put|NAME|SIZE  → FileTransfer|put|recv_ready      or a refusal
///     SIZE bytes                  → FileTransfer|put|done|SIZE
///
/// A file of 0 bytes is done when it is asked for: `put|NAME|0` is answered by `put|done|0` at
/// once, because two answers in a row would stick together.
enum Instruction: Equatable {
  case get(String)
  case list(String)
  case changeDirectory(String)
  case delete(String)
  case put(String, size: Int)

  /// Every instruction and every answer begins so.
  static let prefix = "FileTransfer|"
  /// Says that the other side is ready for the bytes.
  static let receiveReady = "recv_ready"
  /// The longest instruction: a path of 4,096 bytes (`PATH_MAX`) and the words around it.
  static let bytesMax = 4_200
  /// The largest file that is taken, in bytes.
  static let fileBytesMax = 16 << 30
  /// The longest listing that is sent and taken, in bytes: some hundred thousand names.
  static let listingBytesMax = 16 << 20

  /// Reads an instruction; nil where it is none.
  init?(_ bytes: some Sequence<UInt8>) {
    guard
      let text = String(validating: Array(bytes), as: UTF8.self)?
        .trimmingCharacters(in: .whitespacesAndNewlines)
    else { return nil }
    let fields = text.split(separator: "|", maxSplits: 2, omittingEmptySubsequences: false)
    guard fields.count == 3, "\(fields[0])|" == Self.prefix else { return nil }
    let what = String(fields[2])
    switch fields[1] {
    case "get": self = .get(what)
    case "ls": self = .list(what)
    case "cd": self = .changeDirectory(what)
    case "delete": self = .delete(what)
    case "put":
      guard let bar = what.lastIndex(of: "|"),
        let size = Int(announced: what[what.index(after: bar)...], atMost: Self.fileBytesMax)
      else { return nil }
      self = .put(String(what[..<bar]), size: size)
    default: return nil
    }
  }

  /// The verb on the wire.
  var verb: String {
    switch self {
    case .get: "get"
    case .list: "ls"
    case .changeDirectory: "cd"
    case .delete: "delete"
    case .put: "put"
    }
  }

  /// The instruction on the wire.
  var text: String {
    switch self {
    case .get(let what), .list(let what), .changeDirectory(let what), .delete(let what):
      Self.line(verb, what)
    case .put(let name, let size): Self.line(verb, "\(name)|\(size)")
    }
  }

  /// An instruction or answer about `verb`.
  static func line(_ verb: String, _ rest: String) -> String {
    "\(prefix)\(verb)|\(rest)"
  }
}
