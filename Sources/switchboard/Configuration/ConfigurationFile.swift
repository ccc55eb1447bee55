import Foundation
import Yams

/// A file of the configuration: YAML, a mapping of keys to values or lists of them.
struct ConfigurationFile {
  /// A key as it stands in the file.
  struct Entry {
    var setting: Setting
    var words: [String]
    /// From 1.
    var line: Int
  }

  /// Where it is.
  let path: String
  /// What it says, in its order.
  let entries: [Entry]

  /// What becomes of a mistake: it is thrown on, or noted, and what it is in left out.
  typealias MistakeHandling = (ConfigurationError) throws(ConfigurationError) -> Void

  /// Bytes of the longest file.
  static let bytesMax = 1 << 20

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - path: where it is.
  ///   - handle: gets the mistakes in a single entry.
  /// - Throws: `ConfigurationError`, with file and line.
  init(
    path: String,
    handle: MistakeHandling = ConfigurationFile.refuse
  ) throws(ConfigurationError) {
    let data: Data
    do { data = try Data(contentsOf: URL(filePath: path)) } catch {
      let cause = (error as NSError).localizedDescription
      throw ConfigurationError(description: "read configuration \(path): \(cause)")
    }
    guard data.count <= Self.bytesMax else {
      throw ConfigurationError(description: "\(path): larger than \(Self.bytesMax) bytes")
    }
    guard let text = String(validating: data, as: UTF8.self) else {
      throw ConfigurationError(description: "\(path): not in UTF-8")
    }
    try self.init(text, path: path, handle: handle)
  }

  /// Takes a text for a file's.
  ///
  /// - Parameters:
  ///   - text: what is in it.
  ///   - path: what errors call it.
  ///   - handle: as above.
  /// - Throws: as above.
  init(
    _ text: String,
    path: String,
    handle: MistakeHandling = ConfigurationFile.refuse
  ) throws(ConfigurationError) {
    self.path = path
    guard let root = try Self.root(of: text, path) else {
      entries = []
      return
    }
    guard case .mapping(let mapping) = root else {
      throw Self.error(path, root, "not of the form KEY: VALUE")
    }
    var entries: [Entry] = []
    for (key, value) in mapping {
      do throws(ConfigurationError) {
        let entry = try Self.entry(key, value, path)
        guard !entries.contains(where: { $0.setting.name == entry.setting.name }) else {
          throw Self.error(path, key, "the key \"\(entry.setting.name)\" is there twice")
        }
        entries.append(entry)
      } catch {
        try handle(error)
      }
    }
    self.entries = entries
  }

  /// Changes settings as the file says.
  ///
  /// - Parameters:
  ///   - settings: keep what they are where a value cannot be used.
  ///   - handle: gets each value that cannot be used.
  /// - Throws: `ConfigurationError`.
  func apply(
    to settings: inout ServeSettings,
    handle: MistakeHandling = ConfigurationFile.refuse
  ) throws(ConfigurationError) {
    for entry in entries {
      do throws(UsageError) { try entry.setting.read(entry.words, &settings) } catch {
        let value = entry.words.count == 1 ? " \"\(entry.words[0])\"" : ""
        let cause = "\(entry.setting.name)\(value): \(error.reason)"
        try handle(ConfigurationError(description: "\(path):\(entry.line): \(cause)"))
      }
    }
  }

  /// The first mistake is the end.
  static func refuse(_ mistake: ConfigurationError) throws(ConfigurationError) { throw mistake }

  private static func entry(
    _ key: Node,
    _ value: Node,
    _ path: String
  ) throws(ConfigurationError) -> Entry {
    guard let name = key.scalar?.string else { throw error(path, key, "a key is no word") }
    guard let setting = Setting.named(name) else {
      let hint = Spelling.nearest(to: name, in: Setting.all.map(\.name))
      let question = hint.map { ", did you mean \"\($0)\"?" } ?? ""
      throw error(path, key, "unknown key \"\(Spelling.shown(name))\"\(question)")
    }
    return Entry(
      setting: setting,
      words: try words(value, setting, path),
      line: key.mark?.line ?? 1
    )
  }

  private static func words(
    _ value: Node,
    _ setting: Setting,
    _ path: String
  ) throws(ConfigurationError) -> [String] {
    switch value {
    case .scalar(let scalar):
      guard !scalar.string.isEmpty else { throw error(path, value, "\(setting.name) has no value") }
      return [scalar.string]
    case .sequence(let sequence) where setting.isList:
      var words: [String] = []
      for node in sequence {
        guard let word = node.scalar?.string, !word.isEmpty else {
          throw error(path, node, "\(setting.name) has a value that is no word")
        }
        words.append(word)
      }
      return words
    default:
      throw error(path, value, "\(setting.name) is no list and no mapping, but \(setting.form)")
    }
  }

  private static func error(_ path: String, _ node: Node, _ cause: String) -> ConfigurationError {
    ConfigurationError(description: "\(path):\(node.mark?.line ?? 1): \(cause)")
  }

  private static func root(of text: String, _ path: String) throws(ConfigurationError) -> Node? {
    do {
      let root = try Yams.compose(yaml: text)
      // A document that begins, and holds nothing.
      return root?.scalar?.string.isEmpty == true ? nil : root
    } catch let error as YamlError {
      throw ConfigurationError(error, path: path)
    } catch {
      throw ConfigurationError(description: "\(path): \(error)")
    }
  }
}

extension ConfigurationError {
  fileprivate init(_ error: YamlError, path: String) {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      description = "\(path):\(mark.line): \(problem)"
    case .duplicatedKeysInMapping(let duplicates, let context):
      let names = duplicates.map { "\"\(Spelling.shown($0))\"" }
      let line = context.mark.line
      description = "\(path):\(line): there twice: \(names.joined(separator: ", "))"
    default:
      description = "\(path): \(Complaint(error).words)"
    }
  }
}
