// LIST, as `ls -l` writes it in the C locale: clients read its columns.
extension FTPListEntry {
  /// A time this long ago is shown with its hour: 180 days.
  private static let recentSeconds: Int64 = 180 * FTPTime.secondsOfDay

  /// Appends the line of LIST, with its ending.
  ///
  /// `-rw-r--r--   1 alice    users             500 Feb 13  2009 old.txt`. A question mark stands
  /// for CR, LF and NUL in names: none makes a line of its own.
  ///
  /// - Parameters:
  ///   - output: where to.
  ///   - now: the present. A time of the 180 days before, and of the day after it, is shown with
  ///     hour and minute, any other with its year. All are in UTC.
  package func appendLongLine(to output: inout [UInt8], now: FTPTime) {
    appendLongText(to: &output, now: now)
    output.append(.carriageReturn)
    output.append(.lineFeed)
  }

  /// Appends the same without its ending, as STAT of a path has it.
  package func appendLongText(to output: inout [UInt8], now: FTPTime) {
    appendMode(to: &output)
    output.append(.space)
    output.append(links, width: 3)
    output.append(.space)
    Self.append(word: owner, to: &output)
    output.append(.space)
    Self.append(word: group, to: &output)
    output.append(.space)
    output.append(size, width: 12)
    output.append(.space)
    appendTime(to: &output, now: now)
    output.append(.space)
    output.append(printable: name)
    if kind == .symbolicLink, let linkTarget {
      output.append(" -> ")
      output.append(printable: linkTarget)
    }
  }

  /// Appends the letter of the kind, and nine of the mode.
  private func appendMode(to output: inout [UInt8]) {
    output.append(kind.letter)
    for index: UInt16 in 0..<3 {
      let bits = mode >> (6 - 3 * index)
      let isSpecial = mode & (0o4000 >> index) != 0
      let special = UInt8(ascii: index < 2 ? "s" : "t")
      output.append(bits & 4 != 0 ? UInt8(ascii: "r") : .hyphen)
      output.append(bits & 2 != 0 ? UInt8(ascii: "w") : .hyphen)
      switch (isSpecial, bits & 1 != 0) {
      case (false, false): output.append(.hyphen)
      case (false, true): output.append(UInt8(ascii: "x"))
      case (true, false): output.append(special.uppercased)
      case (true, true): output.append(special)
      }
    }
  }

  /// Appends a name as a word of at least eight bytes.
  private static func append(word: [UInt8], to output: inout [UInt8]) {
    for byte in word {
      output.append(byte == .space || byte.breaksLines ? UInt8(ascii: "_") : byte)
    }
    for _ in 0..<max(0, 8 - word.count) { output.append(.space) }
  }

  private func appendTime(to output: inout [UInt8], now: FTPTime) {
    let (date, second) = modified.parts
    for letter in Self.months[date.month - 1] { output.append(letter) }
    output.append(.space)
    output.append(Int64(date.day), width: 2)
    output.append(.space)
    let age = now.seconds - modified.seconds
    guard (-FTPTime.secondsOfDay...Self.recentSeconds).contains(age) else {
      return output.append(date.year, width: 5)
    }
    output.append(twoDigits: Int(second / 3_600))
    output.append(UInt8(ascii: ":"))
    output.append(twoDigits: Int(second / 60 % 60))
  }

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ].map { Array($0.utf8) }
}

extension FTPListEntry.Kind {
  /// How LIST begins a line.
  fileprivate var letter: UInt8 {
    switch self {
    case .file: .hyphen
    case .directory: UInt8(ascii: "d")
    case .symbolicLink: UInt8(ascii: "l")
    case .pipe: UInt8(ascii: "p")
    case .socket: UInt8(ascii: "s")
    case .blockDevice: UInt8(ascii: "b")
    case .characterDevice: UInt8(ascii: "c")
    }
  }
}
