import ArgumentParser

/// The configuration of a server on the command line: its file, and any of its keys.
struct ConfigurationOptions: ParsableArguments {
  @Option(
    name: .customLong("config"),
    help: ArgumentHelp(
      "The configuration, by default DATA/switchboard.yaml. Environment: SWITCHBOARD_CONFIG.",
      valueName: "FILE"
    ),
    transform: SettingForm<String>.configurationFile.read
  )
  var file: String?

  @Option(
    help: ArgumentHelp(
      "Where to listen for FTP; repeat it for more. (default: \(ServeSettings.standardAddress))",
      valueName: "ADDRESS"
    )
  )
  var ftp: [String] = []

  @Option(
    help: ArgumentHelp(
      "Where to listen for FTP with TLS from the first byte; give it again for more.",
      valueName: "ADDRESS"
    )
  )
  var ftps: [String] = []

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      "Any key of the configuration; --KEY VALUE says the same. Give it again for more.",
      valueName: "KEY=VALUE"
    ),
    transform: ConfigurationOptions.assignment
  )
  var set: [Assignment] = []

  /// A key and a value for it.
  struct Assignment: Sendable {
    var name: String
    var word: String
  }

  /// Whether none of it is given.
  var isEmpty: Bool { file == nil && ftp.isEmpty && ftps.isEmpty && set.isEmpty }

  /// Where the settings of a data folder come from.
  func sources(
    for folder: DataFolder,
    in environment: Environment = .ofProcess
  ) throws(UsageError) -> SettingSources {
    let named = try environment.value(file, "config", SettingForm<String>.configurationFile.read)
    var options: [String: [String]] = [:]
    if !ftp.isEmpty { options["ftp"] = ftp }
    if !ftps.isEmpty { options["ftps"] = ftps }
    for assignment in set { options[assignment.name, default: []].append(assignment.word) }
    return SettingSources(
      file: named ?? folder.configurationFile,
      isFileNamed: named != nil,
      environment: environment,
      options: options
    )
  }

  /// Writes the options of keys as `--set`, which the parser knows.
  ///
  /// - Parameter arguments: of a command that has these options.
  /// - Returns: the same, but `--set KEY=VALUE` for `--KEY VALUE` and `--KEY=VALUE`.
  static func rewritten(_ arguments: [String]) -> [String] {
    let declared = ["ftp", "ftps"]
    var result: [String] = []
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      guard argument != "--" else { return result + [argument] + rest }
      let parts = argument.dropFirst(2).split(
        separator: "=",
        maxSplits: 1,
        omittingEmptySubsequences: false
      )
      guard argument.hasPrefix("--"), let name = parts.first.map(String.init),
        !declared.contains(name), Setting.named(name) != nil,
        let value = parts.count == 2 ? String(parts[1]) : rest.popFirst()
      else {
        result.append(argument)
        continue
      }
      result += ["--set", name + "=" + value]
    }
    return result
  }

  private static func assignment(_ text: String) throws -> Assignment {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else { throw UsageError("not KEY=VALUE") }
    let name = String(parts[0])
    guard Setting.named(name) != nil else {
      let hint = Spelling.nearest(to: name, in: Setting.all.map(\.name))
      let question = hint.map { ", did you mean \"\($0)\"?" } ?? ""
      throw UsageError("unknown key \"\(Spelling.shown(name))\"\(question)")
    }
    return Assignment(name: name, word: String(parts[1]))
  }
}

extension SettingForm where Value == String {
  /// The path of the configuration.
  fileprivate static var configurationFile: Self {
    Self(
      description: "a path",
      read: { text throws(UsageError) in
        guard !text.isEmpty, !text.utf8.contains(0) else { throw UsageError("not a path") }
        return text
      },
      write: { $0 }
    )
  }
}
