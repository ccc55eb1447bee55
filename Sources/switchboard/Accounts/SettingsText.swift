import Accounts
import SocketAddresses

/// Settings of accounts on the command line.
enum SettingsText {
  /// The path of a home.
  static func home(_ text: String) throws(UsageError) -> String {
    guard text.hasPrefix("/") else { throw UsageError("not an absolute path") }
    return text
  }

  /// Permissions, by their names.
  static func permissions(_ text: String) throws(UsageError) -> Permissions {
    guard let permissions = Permissions(text) else {
      throw UsageError("not all, read-only, upload-only, none or a list as list,read")
    }
    return permissions
  }

  /// Ways in, with commas between two of them.
  static func protocols(_ text: String) throws(UsageError) -> Set<AccessProtocol> {
    if text == "all" { return .all }
    var result: Set<AccessProtocol> = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      guard let name = AccessProtocol(rawValue: String(part)) else {
        throw UsageError("not a list of ftp, ftps, sftp, ssh")
      }
      result.insert(name)
    }
    return result
  }

  /// Rules for paths; nil for no words.
  static func pathRules(
    _ words: [String]
  ) throws(UsageError) -> SettingChange<[AccessRules.PathRule]>? {
    try list(words, none: "none") { word throws(UsageError) in
      guard let rule = AccessRules.PathRule(word) else {
        throw UsageError("the path rule '\(word)' is invalid: not as /PATH=read-only")
      }
      return rule
    }
  }

  /// Networks; nil for no words.
  static func networks(_ words: [String]) throws(UsageError) -> SettingChange<[IPNetwork]>? {
    try list(words, none: "any") { word throws(UsageError) in
      do throws(UsageError) { return try NetworkText.read(word) } catch {
        throw UsageError("the network '\(word)' is invalid: \(error.reason)")
      }
    }
  }

  private static func list<Element>(
    _ words: [String],
    none: String,
    _ read: (String) throws(UsageError) -> Element
  ) throws(UsageError) -> SettingChange<[Element]>? {
    switch words {
    case []: return nil
    case ["default"]: return .inherited
    case [none]: return .set([])
    default:
      var result: [Element] = []
      for word in words { result.append(try read(word)) }
      return .set(result)
    }
  }
}
