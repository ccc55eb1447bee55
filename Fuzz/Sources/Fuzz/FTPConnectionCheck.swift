internal import FTPProtocol

/// A session that is led through the lines of an input.
struct FTPConnectionCheck {
  /// Bits for the commands that were done, and the kinds of refusals.
  private(set) var ways: UInt64 = 0
  private var state: FTPSessionState
  private var count = 0

  private static let verbs = Dictionary(
    uniqueKeysWithValues: FTPVerb.allCases.enumerated().map { ($1, $0) }
  )
  /// The codes that commands are completed with, one after another.
  private static let codes: [FTPReplyCode] = [331, 230, 234, 350, 226, 150, 250, 220, 530, 550]
  /// The longest line that is taken.
  private static let lineBytesMax = 100

  init(_ policy: FTPSessionPolicy) {
    state = FTPSessionState(policy: policy)
  }

  /// The lines of bytes that come whole, or are cut at random places.
  static func lines(of input: [UInt8], cutAt random: RandomSource?) -> [FTPLine] {
    var random = random
    var decoder = FTPLineDecoder(maximumBytes: lineBytesMax)
    var lines: [FTPLine] = []
    var start = 0
    while start < input.count {
      let left = input.count - start
      let size = random == nil ? left : 1 + (random?.below(min(8, left)) ?? 0)
      // SAFETY: a byte has no padding, so all of the array's memory is initialised.
      switch unsafe decoder.nextLine(in: input.span.bytes.extracting(start..<(start + size))) {
      case .found(let line, let count):
        lines.append(line)
        start += count
      case .needsMore: start += size
      }
    }
    return lines
  }

  mutating func take(_ line: FTPLine) throws(Violation) {
    if case .text(let text) = line {
      try expect(text.count <= Self.lineBytesMax, "a line has its limit")
      try expect(!text.contains { $0 == 0 || $0 == 10 || $0 == 13 }, "a line is one")
    }
    let parsed = FTPCommand.parse(line)
    _ = state.isUrgent(parsed)
    switch state.admit(parsed) {
    case .perform(let command): try perform(command)
    case .reply(let reply), .close(let reply):
      ways |= 1 << UInt64(54 + reply.code.number % 10)
      try Self.check(reply)
    }
    try expect(state.restartOffset >= 0, "an offset is not negative")
    try expect((state.stage == .greeted) == (state.userName == nil), "who is named has a name")
  }

  private mutating func perform(_ command: FTPCommand) throws(Violation) {
    ways |= 1 << UInt64(Self.verbs[command.verb] ?? 0)
    try expect(command.verb.rule.service == .served, "what is refused is not done")
    try expect(command.stage <= state.stage || command.verb == .user, "a login comes before")
    if case .rnto = command { try expect(state.renameSource != nil, "RNTO follows RNFR") }
    state.complete(command, with: Self.codes[count % Self.codes.count])
    count += 1
  }

  /// A reply is read as one, with the same code.
  static func check(_ reply: FTPReply) throws(Violation) {
    var decoder = FTPReplyDecoder()
    let encoded = reply.encoded
    // SAFETY: a byte has no padding, so all of the array's memory is initialised.
    guard case .found(let read, let count)? = try? unsafe decoder.nextReply(in: encoded.span.bytes)
    else { throw Violation(property: "a reply is read again") }
    try expect(count == encoded.count, "a reply is one")
    try expect(read.code == reply.code, "a reply keeps its code")
    try expect(read.lines.count == reply.lines.count, "a reply keeps its lines")
  }
}
