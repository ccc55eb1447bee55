/// How far a transfer has come, as a line for people.
struct ProgressText: Hashable {
  /// How many columns a line has at most.
  static let columns = 79

  /// What is transferred, as it is shown.
  let name: String
  /// How many bytes the file has that are there.
  var bytes: Int64
  /// How many of them were there before.
  var resumedBytes: Int64 = 0
  /// How many there will be; nil where nobody knows.
  var totalBytes: Int64?
  /// How long it has taken, in seconds.
  var seconds: Double

  /// `big.iso       45 %   1.2 GiB  98.4 MiB/s  0:15 left`, without a line's end.
  var line: String {
    let figures = [share, Self.size(bytes).leftPadded(to: 10), rate.leftPadded(to: 12), timeLeft]
      .joined(separator: " ")
    let room = max(8, Self.columns - 1 - figures.count)
    return Self.shortened(name, to: room) + " " + figures
  }

  /// What is left when it is over: `big.iso       2.7 GiB in 28 s, 98.4 MiB/s`.
  var ending: String {
    let figures = "\(Self.size(bytes)) in \(Self.time(seconds)), \(rate)"
    return Self.shortened(name, to: max(8, Self.columns - 2 - figures.count)) + "  " + figures
  }

  private var share: String {
    guard let totalBytes else { return "    " }
    let percent = totalBytes > 0 ? Int(Double(bytes) / Double(totalBytes) * 100) : 100
    return "\(min(100, max(0, percent)))%".leftPadded(to: 4)
  }

  private var bytesPerSecond: Double {
    seconds > 0 ? Double(bytes - resumedBytes) / seconds : 0
  }

  private var rate: String { Self.size(Int64(bytesPerSecond)) + "/s" }

  private var timeLeft: String {
    guard let totalBytes, bytesPerSecond >= 1 else { return "" }
    return Self.clock(Double(max(0, totalBytes - bytes)) / bytesPerSecond) + " left"
  }

  /// A number of bytes with the unit in which it has three digits or fewer: `12 B`, `1.5 KiB`.
  static func size(_ bytes: Int64) -> String {
    guard bytes >= 1024 else { return "\(bytes) B" }
    var (value, unit) = (Double(bytes), 0)
    while value >= 999.5, unit < units.count - 1 {
      value /= 1024
      unit += 1
    }
    let tenths = Int64((value * 10).rounded())
    return tenths >= 1000
      ? "\((tenths + 5) / 10) \(units[unit])" : "\(tenths / 10).\(tenths % 10) \(units[unit])"
  }

  private static let units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"]

  private static func time(_ seconds: Double) -> String {
    guard seconds < 60 else { return clock(seconds) }
    let tenths = Int64((seconds * 10).rounded())
    return "\(tenths / 10).\(tenths % 10) s"
  }

  /// `0:15`, `12:00`, `3:07:09`; a day and more is told in days.
  private static func clock(_ seconds: Double) -> String {
    let whole = Int64(min(seconds.rounded(.up), 1e9))
    let (hours, minutes, rest) = (whole / 3600, whole / 60 % 60, whole % 60)
    func two(_ number: Int64) -> String { (number < 10 ? "0" : "") + "\(number)" }
    if hours >= 24 { return "\(hours / 24) d \(hours % 24) h" }
    return hours > 0 ? "\(hours):\(two(minutes)):\(two(rest))" : "\(minutes):\(two(rest))"
  }

  /// A name in so many columns: of one that is longer the middle is left out.
  private static func shortened(_ name: String, to columns: Int) -> String {
    let shown = String(name.map { $0.isShownAsItIs ? $0 : "?" })
    guard shown.count > columns else {
      return shown + String(repeating: " ", count: columns - shown.count)
    }
    let end = (columns - 1) / 2
    return shown.prefix(columns - 1 - end) + "…" + shown.suffix(end)
  }
}

extension Character {
  /// Whether it does nothing on a terminal but to be there.
  fileprivate var isShownAsItIs: Bool {
    unicodeScalars.allSatisfy { scalar in
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator: false
      default: true
      }
    }
  }
}

extension String {
  fileprivate func leftPadded(to columns: Int) -> String {
    String(repeating: " ", count: max(0, columns - count)) + self
  }
}
