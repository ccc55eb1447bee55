import TestSupport
import Testing

@testable import FTPProtocol

/// What nobody would send, made of what somebody does: a short run of what the fuzzers do for long.
@Suite struct RandomInputTests {
  private static let words =
    FTPVerb.allCases.map { "\($0.rawValue) " } + [
      "\r\n", "\n", "\r", "\0", " ", "a", "/", "\"", "5", "226 x\r\n", "227-", "(|||21|)",
      "1,2,3,4,5,6",
      "|1|127.0.0.1|1025|", "USER a\r\nPASS b\r\n", "20090213233130", "Modify=", "type;size;",
      "-la",
      "[a-z]", "*", "UTC", "CHMOD 640 ", "220 ", "220-",
    ]

  @Test func `random lines are commands or have a reply, and are the same however they are cut`() {
    var random = SeededGenerator()
    for _ in 0..<3_000 {
      let stream = stream(&random)
      let whole = lines(of: stream, piecesOf: max(1, stream.count), maximumBytes: 60)
      let cut = lines(of: stream, piecesOf: .random(in: 1...9, using: &random), maximumBytes: 60)
      #expect(whole == cut, "seed \(random.seed)")
      var state = FTPSessionState(policy: FTPSessionPolicy(tls: .explicit))
      for line in whole {
        switch state.admit(FTPCommand.parse(line)) {
        case .perform(let command):
          #expect(command.verb.rule.service == .served, "seed \(random.seed)")
          state.complete(
            command,
            with: [331, 230, 234, 350, 226, 550].randomElement(using: &random) ?? 250
          )
        case .reply(let reply), .close(let reply): expectOne(reply, random.seed)
        }
      }
    }
  }

  @Test func `random bytes are replies or an error, and the same however they are cut`() {
    var random = SeededGenerator()
    for _ in 0..<3_000 {
      let stream = stream(&random)
      let whole = FTPReplyDecoderTests.decode(stream, piecesOf: max(1, stream.count))
      let cut = FTPReplyDecoderTests.decode(stream, piecesOf: .random(in: 1...9, using: &random))
      #expect(whole.0 == cut.0 && whole.1 == cut.1, "seed \(random.seed)")
      for reply in whole.0 {
        expectOne(reply, random.seed)
        _ = (reply.passiveAddress, reply.extendedPassivePort, reply.pathname)
        _ = (reply.announcedBytes, reply.uniqueName, reply.fileSize, reply.fileTime)
      }
    }
  }

  @Test func `random names make one line each`() {
    var random = SeededGenerator()
    for _ in 0..<3_000 {
      var entry = FTPListEntryTests.entry("", .symbolicLink, target: "")
      entry.name = stream(&random)
      entry.owner = stream(&random)
      entry.linkTarget = stream(&random)
      entry.modified = FTPTime(seconds: Int64(truncatingIfNeeded: random.next()))
      var output: [UInt8] = []
      entry.appendLongLine(
        to: &output,
        now: FTPTime(seconds: Int64(truncatingIfNeeded: random.next()))
      )
      entry.appendNameLine(to: &output)
      let isTold = entry.appendFactLine(to: &output, selection: [.type, .owner, .modified])
      let ends = output.count { $0 == .lineFeed }
      #expect(ends == (isTold ? 3 : 2), "seed \(random.seed)")
      #expect(output.count { $0.breaksLines } == 2 * ends, "seed \(random.seed)")
      if let glob = FTPGlob(entry.name) { _ = glob.matches(entry.owner) }
      expectOne(.created(entry.name), random.seed)
      expectOne(.facts(entry.name), random.seed)
    }
  }

  /// A few words, some of their bytes changed.
  private func stream(_ random: inout SeededGenerator) -> [UInt8] {
    var stream: [UInt8] = []
    for _ in 0..<Int.random(in: 0...12, using: &random) {
      stream += bytes(Self.words.randomElement(using: &random) ?? "")
    }
    for _ in 0..<Int.random(in: 0...3, using: &random) where !stream.isEmpty {
      let place = Int.random(in: 0..<stream.count, using: &random)
      stream[place] = UInt8.random(in: 0...255, using: &random)
    }
    return stream
  }

  /// Expects that a reply is read as one, with the same code.
  private func expectOne(_ reply: FTPReply, _ seed: UInt64) {
    var decoder = FTPReplyDecoder()
    let written = reply.encoded
    // SAFETY: a byte has no padding, so all of the array's memory is initialised.
    guard case .found(let read, let count)? = try? unsafe decoder.nextReply(in: written.span.bytes)
    else {
      Issue.record("\(text(written)) is no reply, seed \(seed)")
      return
    }
    #expect(count == written.count && read.code == reply.code, "\(text(written)), seed \(seed)")
  }
}
