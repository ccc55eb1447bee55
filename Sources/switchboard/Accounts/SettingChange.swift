/// What a command line does to a setting.
enum SettingChange<Value: Sendable>: Sendable {
  /// Takes it away, so that groups and defaults decide: the word `default`.
  case inherited
  /// Sets it.
  case set(Value)

  /// Reads the word `default`, or a value.
  static func read(
    _ text: String,
    _ read: (String) throws(UsageError) -> Value
  ) throws(UsageError) -> Self {
    text == "default" ? .inherited : .set(try read(text))
  }

  /// Does it.
  func apply(to setting: inout Value?) {
    switch self {
    case .inherited: setting = nil
    case .set(let value): setting = value
    }
  }
}
