import SystemCalls

/// The environment, in which each option has a variable: `SWITCHBOARD_GRACE` for `--grace`.
///
/// What the command line says comes first.
struct Environment: Sendable {
  /// The process's own.
  static let ofProcess = Environment { System.getenv($0) }

  private let lookUp: @Sendable (String) -> String?

  /// An environment that says what `lookUp` finds; nil where there is no such variable.
  init(_ lookUp: @escaping @Sendable (String) -> String?) {
    self.lookUp = lookUp
  }

  /// What an option's variable says.
  ///
  /// - Parameters:
  ///   - option: the option's long name.
  ///   - read: understands the text, as on the command line.
  /// - Returns: nil where there is no such variable, or it is empty.
  /// - Throws: `UsageError` with the variable's name before what `read` has against its text.
  func value<Value>(
    of option: String,
    _ read: (String) throws(UsageError) -> Value
  ) throws(UsageError) -> Value? {
    let name = Self.variable(of: option)
    guard let text = lookUp(name), !text.isEmpty else { return nil }
    do throws(UsageError) { return try read(text) } catch {
      throw UsageError("the value '\(text)' of \(name) is invalid: \(error.reason)")
    }
  }

  /// What the command line has given, or else what the option's variable says; see
  /// `value(of:_:)`.
  func value<Value>(
    _ given: Value?,
    _ option: String,
    _ read: (String) throws(UsageError) -> Value
  ) throws(UsageError) -> Value? {
    if let given { return given }
    return try value(of: option, read)
  }

  /// The variable of an option.
  static func variable(of option: String) -> String {
    "SWITCHBOARD_" + option.uppercased().map { $0 == "-" ? "_" : String($0) }.joined()
  }
}
