import Accounts
import Logging
import SocketAddresses

extension SettingForm where Value == Bool {
  static var flag: Self {
    Self(description: "true or false", read: BooleanText.read, write: { String($0) })
  }
}

extension SettingForm where Value == Int {
  static func count(_ range: ClosedRange<Int>) -> Self {
    let words = "a number from \(range.lowerBound) to \(range.upperBound)"
    return Self(
      description: words,
      read: { text throws(UsageError) in
        guard let count = Int(text), range.contains(count) else { throw UsageError("not " + words) }
        return count
      },
      write: { String($0) }
    )
  }
}

extension SettingForm where Value == Int64 {
  /// Bytes a second.
  static var rate: Self {
    Self(
      description: "bytes a second, as 512K or 10M",
      read: { text throws(UsageError) in
        try SizeText.read(text, in: 1...AccountLimits.amountMax)
      },
      write: SizeText.write
    )
  }
}

extension SettingForm where Value == UInt16 {
  /// Permission bits.
  static var mode: Self {
    Self(
      description: "permission bits from 0000 to 0777",
      read: { text throws(UsageError) in
        guard (3...4).contains(text.utf8.count), let mode = UInt16(text, radix: 8), mode <= 0o777
        else { throw UsageError("not permission bits from 0000 to 0777") }
        return mode
      },
      write: { mode in
        let digits = String(mode, radix: 8)
        return String(repeating: "0", count: 4 - digits.count) + digits
      }
    )
  }
}

extension SettingForm where Value == Duration {
  /// A time, not shorter than `least`.
  static func time(from least: Duration = .zero) -> Self {
    Self(
      description: "a time, as 250ms, 30s, 5m or 24h",
      read: { text throws(UsageError) in
        let time = try DurationText.read(text)
        guard time >= least else { throw UsageError("shorter than \(DurationText.write(least))") }
        return time
      },
      write: DurationText.write
    )
  }
}

extension SettingForm where Value == String {
  /// A path.
  static var path: Self {
    Self(
      description: "an absolute path",
      read: { text throws(UsageError) in
        guard text.hasPrefix("/"), !text.utf8.contains(0) else {
          throw UsageError("not an absolute path")
        }
        return text
      },
      write: { $0 }
    )
  }

  /// A line of text.
  static func line(bytesMax: Int) -> Self {
    Self(
      description: "1 to \(bytesMax) printable characters of ASCII",
      read: { text throws(UsageError) in
        guard (1...bytesMax).contains(text.utf8.count),
          text.utf8.allSatisfy({ (0x20...0x7e).contains($0) })
        else { throw UsageError("not 1 to \(bytesMax) printable characters of ASCII") }
        return text
      },
      write: { $0 }
    )
  }

  /// The name of a user of the system.
  static var userName: Self {
    Self(
      description: "a user of the system",
      read: { text throws(UsageError) in
        guard (1...64).contains(text.utf8.count), !text.utf8.contains(where: { $0 <= 0x20 }) else {
          throw UsageError("not the name of a user")
        }
        return text
      },
      write: { $0 }
    )
  }
}

extension SettingForm where Value: CaseIterable & RawRepresentable<String> {
  /// One of a few words.
  static var word: Self {
    let words = Value.allCases.map(\.rawValue)
    let list = words.dropLast().joined(separator: ", ") + " or " + (words.last ?? "")
    return Self(
      description: list,
      read: { text throws(UsageError) in
        guard let value = Value(rawValue: text) else { throw UsageError("not " + list) }
        return value
      },
      write: \.rawValue
    )
  }
}

extension SettingForm where Value == Permissions {
  static var permissions: Self {
    Self(
      description: "all, read-only, upload-only, none or a list as list,read",
      read: SettingsText.permissions,
      write: \.description
    )
  }
}
