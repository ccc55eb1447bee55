import Accounts

/// Limits of accounts on the command line: a number, `none` or `default`.
enum LimitText {
  /// A number of bytes, or of bytes a second.
  static func size(
    from least: Int64
  ) -> @Sendable (String) throws -> SettingChange<LimitSetting> {
    { text in
      try read(text) { text throws(UsageError) in
        try SizeText.read(text, in: least...AccountLimits.amountMax)
      }
    }
  }

  /// How many.
  static func count(
    in range: ClosedRange<Int64>
  ) -> @Sendable (String) throws -> SettingChange<LimitSetting> {
    { text in
      try read(text) { text throws(UsageError) in
        guard let count = Int64(text), range.contains(count) else {
          throw UsageError(
            "not a number from \(range.lowerBound) to \(range.upperBound), 'none' or 'default'"
          )
        }
        return count
      }
    }
  }

  /// When something ends.
  @Sendable static func end(_ text: String) throws -> SettingChange<LimitSetting> {
    if text == "never" { return .set(.unlimited) }
    return try read(text, DateText.readEnd)
  }

  private static func read(
    _ text: String,
    _ read: (String) throws(UsageError) -> Int64
  ) throws(UsageError) -> SettingChange<LimitSetting> {
    try SettingChange.read(text) { text throws(UsageError) in
      text == "none" ? .unlimited : .limit(try read(text))
    }
  }
}
