extension FTPReply {
  /// Appends the reply as it is sent.
  ///
  /// One line is `250 text`; several are `250-first`, then each of those between behind a space,
  /// then `250 last`. A question mark stands for CR, LF and NUL, and a byte 255 is doubled: the
  /// connection speaks Telnet (RFC 854). A line is cut at `FTPLimits.replyLineBytesMax`; lines
  /// between are left out from where all would be more than `FTPLimits.replyBytesMax`.
  ///
  /// - Parameter output: where to.
  package func append(to output: inout [UInt8]) {
    let start = output.count
    for (index, line) in lines.enumerated() {
      let isLast = index == lines.count - 1
      let written = output.count - start
      if !isLast && written + 2 * Self.lineRoom > FTPLimits.replyBytesMax { continue }
      if index == 0 || isLast {
        output.append(Int64(code.number))
        output.append(isLast ? .space : .hyphen)
      } else {
        output.append(.space)
      }
      Self.append(line, to: &output)
    }
  }

  /// The reply as it is sent.
  package var encoded: [UInt8] {
    var output: [UInt8] = []
    append(to: &output)
    return output
  }

  /// A line's bytes and all that is added to them, at most.
  private static let lineRoom = 2 * FTPLimits.replyLineBytesMax + 6

  private static func append(_ line: [UInt8], to output: inout [UInt8]) {
    for byte in line.prefix(FTPLimits.replyLineBytesMax) {
      output.append(byte.breaksLines ? .questionMark : byte)
      if byte == .max { output.append(byte) }
    }
    output.append(.carriageReturn)
    output.append(.lineFeed)
  }
}
