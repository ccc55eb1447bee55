/// How values of a kind are written.
struct SettingForm<Value: Sendable>: Sendable {
  /// What they look like: `a number from 1 to 65535`.
  let description: String
  /// Reads one, as of the file or of an option.
  let read: @Sendable (String) throws(UsageError) -> Value
  /// Writes one so that it is read as the same.
  let write: @Sendable (Value) -> String

  /// Such a value, or a word for nil.
  func or(_ word: String) -> SettingForm<Value?> {
    SettingForm<Value?>(
      description: description + ", or \(word)",
      read: { text throws(UsageError) in text == word ? nil : try read(text) },
      write: { $0.map(write) ?? word }
    )
  }
}
