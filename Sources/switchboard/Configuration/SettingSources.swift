import Foundation

/// Where settings come from: options before the environment before the file before the defaults.
struct SettingSources: Sendable {
  /// The file; it must be there if it was named by somebody.
  var file: String
  /// Whether somebody has named the file.
  var isFileNamed: Bool
  /// The environment.
  var environment: Environment
  /// What the command line says, by key.
  var options: [String: [String]]

  /// Reads everything.
  ///
  /// - Parameter handle: gets the mistakes in single entries of the file.
  /// - Returns: what holds.
  /// - Throws: `UsageError` for the command line and the environment, `ConfigurationError` for the
  ///   file.
  func read(
    handle: ConfigurationFile.MistakeHandling = ConfigurationFile.refuse
  ) throws -> ServeSettings {
    let words = try words()
    var settings = ServeSettings()
    var given = Set(words.map(\.setting.name))
    if isFileNamed || FileManager.default.fileExists(atPath: file) {
      let file = try ConfigurationFile(path: file, handle: handle)
      try file.apply(to: &settings, handle: handle)
      given.formUnion(file.entries.map(\.setting.name))
    }
    for (setting, words) in words { try setting.read(words, &settings) }
    // Whoever says where to listen for one does not mean the default of the other.
    if given.contains("ftps"), !given.contains("ftp") { settings.ftp = [] }
    guard !settings.ftp.isEmpty || !settings.ftps.isEmpty else {
      throw UsageError("there is nowhere to listen: both ftp and ftps are empty")
    }
    return settings
  }

  /// What the command line and the environment say, of which all can be used.
  ///
  /// - Throws: `UsageError` for the first value that cannot.
  @discardableResult
  func words() throws(UsageError) -> [(setting: Setting, words: [String])] {
    var result: [(setting: Setting, words: [String])] = []
    for setting in Setting.all {
      guard let words = try words(of: setting) else { continue }
      result.append((setting, words))
    }
    return result
  }

  /// What the command line or the environment says of a key, and can be read.
  private func words(of setting: Setting) throws(UsageError) -> [String]? {
    if let words = options[setting.name] {
      do throws(UsageError) { try check(setting, words) } catch {
        let value = words.joined(separator: " ")
        throw UsageError("the value '\(value)' is invalid for '--\(setting.name)': \(error.reason)")
      }
      return words
    }
    return try environment.value(of: setting.name) { text throws(UsageError) in
      let words = setting.isList ? text.split(separator: " ").map(String.init) : [text]
      try check(setting, words)
      return words
    }
  }

  private func check(_ setting: Setting, _ words: [String]) throws(UsageError) {
    var ignored = ServeSettings()
    try setting.read(words, &ignored)
  }
}
