/// The configuration as text: the file with its comments, and the page of documentation.
enum ConfigurationText {
  /// Columns of the comments.
  private static let columns = 92

  /// The file that a first run makes: every key in a comment, with its default.
  static let file: String = {
    var lines = [
      "# The configuration of `switchboard serve`.",
      "#",
      "# Each key is here with its default; take the # before a key away to change it. The option",
      "# --KEY and the variable SWITCHBOARD_KEY come before this file. SIGHUP has a running server",
      "# read it again. `switchboard check` says what is wrong with it. A value that begins with [",
      "# needs quotes, as \"[::]:2121\".",
    ]
    for section in Setting.sections {
      lines += ["", "## \(section.title)"]
      for setting in section.settings {
        lines += [""] + wrapped(comment(of: setting)).map { "# " + $0 } + example(of: setting)
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }()

  /// The page of documentation, in Markdown.
  static let page: String = {
    var lines = [
      "# The configuration", "",
      "`switchboard serve` reads `switchboard.yaml` in its data folder, or what `--config` names.",
      "A first run makes it, with each key in a comment. For a key `idle-timeout` the variable",
      "`SWITCHBOARD_IDLE_TIMEOUT` comes before the file, and the option `--idle-timeout` before",
      "both. An unknown key or a value that cannot be used is an error that names file and line.",
      "In the environment spaces separate the values of a list.", "",
      "SIGHUP has a running server read the file and the certificate again, without an end of its",
      "sessions. What is marked with *start* holds from the next start on.",
      "`switchboard check` says what is wrong. This page is what",
      "`switchboard configuration --markdown` prints.",
    ]
    for section in Setting.sections {
      lines += ["", "## \(section.title)", "", "| key | value | default | |", "|---|---|---|---|"]
      for setting in section.settings { lines.append(row(of: setting)) }
    }
    return lines.joined(separator: "\n") + "\n"
  }()

  private static func comment(of setting: Setting) -> String {
    let form = setting.isList ? "A list: each is \(setting.form)." : "It is \(setting.form)."
    return setting.text + " " + form
      + (setting.isReloadable ? "" : " It holds from the next start.")
  }

  private static func example(of setting: Setting) -> [String] {
    guard setting.isList else { return ["# \(setting.name): \(setting.standard.joined())"] }
    guard !setting.standard.isEmpty else { return ["# \(setting.name): []"] }
    return ["# \(setting.name):"] + setting.standard.map { "#   - \(quoted($0))" }
  }

  /// Brackets and stars at a value's start mean something else in YAML.
  private static func quoted(_ value: String) -> String {
    value.hasPrefix("[") ? "\"\(value)\"" : value
  }

  private static func row(of setting: Setting) -> String {
    let standard = setting.standard.isEmpty ? "none" : setting.standard.joined(separator: " ")
    let text = setting.text + (setting.isReloadable ? "" : " *start*")
    return "| `\(setting.name)` | \(setting.isList ? "list: " : "")\(setting.form) "
      + "| `\(standard)` | \(text) |"
  }

  private static func wrapped(_ text: String) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      if !line.isEmpty, line.utf8.count + 1 + word.utf8.count > columns {
        lines.append(line)
        line = ""
      }
      line += line.isEmpty ? word : " " + word
    }
    return lines + [line]
  }
}
