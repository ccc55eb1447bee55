internal import ByteStreams
package import Framing

/// Finds the lines of a control connection, which speaks Telnet (RFC 854; RFC 959 §4).
///
/// A carriage return with a line feed ends a line, and a line feed alone does too. Telnet's
/// commands are dropped wherever they are cut: `IAC WILL`, `WONT`, `DO` and `DONT` with their
/// option, others of two bytes; `IAC IAC` is a byte 255. No command swallows the end of a line,
/// unless as an option. An `IAC` before what is no command is dropped alone: it was part of a name,
/// which few clients double, or of a Synch whose bytes have lost their order as urgent data. For
/// that a strict decoder also drops commands without `IAC` where a line begins: none begins so.
///
/// It keeps the line that has come so far, and never more than its maximum. What it finds does not
/// depend on how the bytes were cut on their way.
package struct FTPLineDecoder: Sendable {
  /// How many bytes a line may have without its ending.
  package let maximumBytes: Int

  private let strictness: LineStrictness
  private var line: [UInt8] = []
  /// How many bytes the line has, those counted that were not kept.
  private var count = 0
  private var telnet = TelnetState.text
  private var endsInCarriageReturn = false
  private var isMalformed = false
  private var isTooLong = false

  /// What the next byte is.
  private enum TelnetState {
    case text
    /// The byte behind an IAC.
    case command
    /// The byte behind `WILL`, `WONT`, `DO` or `DONT`.
    case option
  }

  /// A decoder that has seen nothing yet.
  ///
  /// - Parameters:
  ///   - maximumBytes: how many bytes a line may have without its ending, from 1.
  ///   - strictness: whether a line that holds a NUL, or a carriage return that does not belong to
  ///     its end, is malformed. A client takes them as they are: servers send names with them.
  package init(
    maximumBytes: Int = FTPLimits.lineBytesMax,
    strictness: LineStrictness = .strict
  ) {
    self.maximumBytes = max(1, maximumBytes)
    self.strictness = strictness
  }

  /// Whether nothing of a line has come since the last one.
  package var isAtStartOfLine: Bool {
    count == 0 && !endsInCarriageReturn && !isTooLong && telnet == .text
  }

  /// Looks for the next line.
  ///
  /// - Parameter bytes: what has come and was not used up by an earlier call.
  /// - Returns: a line and how many bytes it used up; or that there is none yet.
  package mutating func nextLine(in bytes: RawSpan) -> FTPLineSearch {
    for offset in 0..<bytes.byteCount {
      if let line = take(bytes.byte(at: offset)) {
        return .found(line, consumedBytes: offset + 1)
      }
    }
    return .needsMore
  }

  /// Forgets the line that has come so far, as at the start of TLS.
  package mutating func reset() {
    self = FTPLineDecoder(maximumBytes: maximumBytes, strictness: strictness)
  }

  private mutating func take(_ byte: UInt8) -> FTPLine? {
    switch (telnet, byte) {
    case (.text, Self.interpretAsCommand):
      telnet = .command
      return nil
    case (.text, _):
      return takeText(byte)
    case (.command, Self.interpretAsCommand), (.command, .lineFeed), (.command, .carriageReturn):
      telnet = .text
      return takeText(byte)
    case (.command, Self.optionCommands):
      telnet = .option
      return nil
    case (.command, Self.textBytes):
      telnet = .text
      return takeText(byte)
    case (.command, _), (.option, _):
      telnet = .text
      return nil
    }
  }

  private mutating func takeText(_ byte: UInt8) -> FTPLine? {
    if byte == .lineFeed { return end() }
    if isStray(byte) { return nil }
    var found: FTPLine?
    if endsInCarriageReturn { found = keep(.carriageReturn) }
    endsInCarriageReturn = byte == .carriageReturn
    guard !endsInCarriageReturn, let other = keep(byte) else { return found }
    return other
  }

  /// Whether a byte is a command of Telnet that has lost its `IAC`.
  private func isStray(_ byte: UInt8) -> Bool {
    strictness == .strict && count == 0 && !endsInCarriageReturn && Self.commands.contains(byte)
  }

  /// Adds a byte to the line, and says so where it is the first that is too much.
  private mutating func keep(_ byte: UInt8) -> FTPLine? {
    guard !isTooLong else { return nil }
    count += 1
    if strictness == .strict && (byte == .nul || byte == .carriageReturn) { isMalformed = true }
    guard count <= maximumBytes else {
      isTooLong = true
      defer { line = [] }
      return .tooLong(beginning: Array(line.prefix(FTPLimits.lineBeginningBytesMax)))
    }
    if isMalformed { line = [] } else { line.append(byte) }
    return nil
  }

  /// The line that ends here; nil where it was told of before.
  private mutating func end() -> FTPLine? {
    defer { reset() }
    guard !isTooLong else { return nil }
    return isMalformed ? .malformed : .text(line)
  }

  /// The byte with which each Telnet command begins, IAC.
  private static let interpretAsCommand: UInt8 = 255
  /// All commands but IAC, from `SE` on.
  private static let commands: ClosedRange<UInt8> = 240...254
  /// What is a command nowhere, nor ends or breaks a line.
  private static let textBytes: Range<UInt8> = 32..<236
  /// `WILL`, `WONT`, `DO` and `DONT`, behind which an option stands.
  private static let optionCommands: ClosedRange<UInt8> = 251...254
}
