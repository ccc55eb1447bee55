import Foundation
import SystemCalls

/// Logins that a user keeps in a file: `~/.netrc`, or what `NETRC` names.
///
/// The words are those of ftp(1): `machine NAME`, `default`, `login`, `password`; `account` and
/// `macdef`, up to an empty line, are passed over. A word may stand in double quotes, with `\"` and
/// `\\` in them.
struct Netrc {
  /// How long the file may be.
  static let bytesMax = 1 << 20

  /// A login of a host.
  struct Login: Hashable {
    var user: String?
    var password: String?
  }

  private struct Entry {
    /// Nil for `default`, which is for every host.
    var host: String?
    var login = Login()
  }

  private let entries: [Entry]

  /// Reads the user's file; nil where there is none.
  ///
  /// - Throws: `CommandFailure` for one that others can read, though it has passwords in it, and
  ///   for one that cannot be read.
  static func ofUser(_ environment: [String: String]) throws -> Netrc? {
    let path = environment["NETRC"] ?? (environment["HOME"].map { $0 + "/.netrc" })
    guard let path, let status = try? System.lstat(Array(path.utf8)) else { return nil }
    guard status.size <= bytesMax, let bytes = FileManager.default.contents(atPath: path) else {
      throw CommandFailure("\(path) cannot be read, or is no list of logins")
    }
    let netrc = Netrc(String(decoding: bytes, as: UTF8.self))
    // What the link leads to counts.
    let mode = try FileManager.default.attributesOfItem(atPath: resolved(path))[.posixPermissions]
    if let mode = mode as? Int, mode & 0o077 != 0, netrc.hasPasswords {
      throw CommandFailure("\(path) has passwords and others can read it: chmod 600 \(path)")
    }
    return netrc
  }

  private static func resolved(_ path: String) -> String {
    URL(filePath: path).resolvingSymlinksInPath().path
  }

  /// Reads the text of a file.
  init(_ text: String) {
    var entries: [Entry] = []
    var words = NetrcWords(text)
    while let word = words.next() {
      switch word {
      case "machine": entries.append(Entry(host: words.next()?.lowercased() ?? ""))
      case "default": entries.append(Entry())
      case "login": if let user = words.next() { entries.changeLast { $0.login.user = user } }
      case "password":
        if let word = words.next() { entries.changeLast { $0.login.password = word } }
      case "account": _ = words.next()
      case "macdef": words.skipMacro()
      default: break
      }
    }
    self.entries = entries
  }

  /// The login for a host: the first that is for it, and for the user where one is named.
  func login(of host: String, user: String?) -> Login? {
    entries.first { entry in
      (entry.host == nil || entry.host == host.lowercased())
        && (user == nil || entry.login.user == nil || entry.login.user == user)
    }?.login
  }

  /// Whether there is something to keep from others.
  var hasPasswords: Bool { entries.contains { $0.login.password != nil } }
}

/// The words of a file of logins.
private struct NetrcWords {
  private var rest: Substring.UnicodeScalarView

  init(_ text: String) {
    rest = text[...].unicodeScalars
  }

  mutating func next() -> String? {
    rest = rest.drop { $0.properties.isWhitespace }
    // To the end of the line nobody reads it.
    while rest.first == "#" {
      rest = rest.drop { $0 != "\n" }.drop { $0.properties.isWhitespace }
    }
    guard let first = rest.first else { return nil }
    guard first == "\"" else {
      let word = rest.prefix { !$0.properties.isWhitespace }
      rest = rest[word.endIndex...]
      return String(word)
    }
    rest.removeFirst()
    var word = String.UnicodeScalarView()
    while let scalar = rest.popFirst(), scalar != "\"" {
      word.append(scalar == "\\" ? rest.popFirst() ?? scalar : scalar)
    }
    return String(word)
  }

  /// Passes over a macro: up to an empty line.
  mutating func skipMacro() {
    while let end = rest.firstIndex(of: "\n") {
      rest = rest[rest.index(after: end)...]
      if rest.first == "\n" { return }
    }
    rest = rest[rest.endIndex...]
  }
}

extension Array {
  fileprivate mutating func changeLast(_ body: (inout Element) -> Void) {
    if !isEmpty { body(&self[count - 1]) }
  }
}
