internal import ByteStreams
internal import Framing

/// Finds replies in what a server sends (RFC 959 §4.2).
///
/// A reply of several lines begins with a code and a hyphen, and ends with a line that begins with
/// the same code and a space, or is the code alone. What lies between may be anything.
///
/// It keeps the reply that has come so far, within its limits. What it finds does not depend on how
/// the bytes were cut on their way.
package struct FTPReplyDecoder: Sendable {
  /// What was found in bytes.
  package enum Search: Hashable, Sendable {
    /// A reply, which used up so many of the bytes.
    case found(FTPReply, consumedBytes: Int)
    /// No whole reply. The bytes are used up.
    case needsMore
  }

  /// How many bytes a line may have.
  package let lineBytesMax: Int
  /// How many lines a reply may have.
  package let linesMax: Int
  /// How many bytes the lines of a reply may have together.
  package let replyBytesMax: Int

  private var lineDecoder: FTPLineDecoder
  private var code: FTPReplyCode?
  private var lines: [[UInt8]] = []
  private var byteCount = 0
  private var failure: FTPReplyError?

  /// A decoder that has seen nothing yet.
  ///
  /// - Parameters:
  ///   - lineBytesMax: how many bytes a line may have without its ending, from 4.
  ///   - linesMax: how many lines a reply may have, from 1.
  ///   - replyBytesMax: how many bytes its lines may have together.
  package init(
    lineBytesMax: Int = FTPLimits.receivedLineBytesMax,
    linesMax: Int = FTPLimits.receivedLinesMax,
    replyBytesMax: Int = FTPLimits.receivedReplyBytesMax
  ) {
    self.lineBytesMax = max(4, lineBytesMax)
    self.linesMax = max(1, linesMax)
    self.replyBytesMax = max(0, replyBytesMax)
    lineDecoder = FTPLineDecoder(maximumBytes: self.lineBytesMax, strictness: .lenient)
  }

  /// Whether nothing of a reply has come since the last one.
  package var isAtStartOfReply: Bool { code == nil && lineDecoder.isAtStartOfLine }

  /// Looks for the next reply.
  ///
  /// - Parameter bytes: what has come and was not used up by an earlier call.
  /// - Returns: a reply and how many bytes it used up; or that there is none yet. Its lines are
  ///   without the code, but for those between first and last: these are as they came.
  /// - Throws: what is wrong with the bytes. All later calls throw the same.
  package mutating func nextReply(in bytes: RawSpan) throws(FTPReplyError) -> Search {
    if let failure { throw failure }
    var start = 0
    do throws(FTPReplyError) {
      while case .found(let line, let count) = lineDecoder.nextLine(
        in: bytes.extracting(start..<bytes.byteCount)
      ) {
        start += count
        if let reply = try take(line) { return .found(reply, consumedBytes: start) }
      }
    } catch {
      failure = error
      lines = []
      throw error
    }
    return .needsMore
  }

  private mutating func take(_ line: FTPLine) throws(FTPReplyError) -> FTPReply? {
    guard case .text(let text) = line else { throw .lineTooLong(limitBytes: lineBytesMax) }
    guard lines.count < linesMax else { throw .tooManyLines(limit: linesMax) }
    byteCount += text.count
    guard byteCount <= replyBytesMax else { throw .tooLong(limitBytes: replyBytesMax) }
    let beginning = Beginning(text)
    guard let code else {
      guard let beginning else { throw .malformedCode }
      lines.append(Array(text.dropFirst(4)))
      return beginning.isLast ? end(with: beginning.code) : begin(with: beginning.code)
    }
    guard let beginning, beginning.code == code, beginning.isLast else {
      lines.append(text)
      return nil
    }
    lines.append(Array(text.dropFirst(4)))
    return end(with: code)
  }

  private mutating func begin(with code: FTPReplyCode) -> FTPReply? {
    self.code = code
    return nil
  }

  private mutating func end(with code: FTPReplyCode) -> FTPReply {
    defer { (self.code, lines, byteCount) = (nil, [], 0) }
    return FTPReply(code, lines: lines)
  }

  /// The code that a line begins with, and whether it says that no line of the reply follows.
  private struct Beginning {
    let code: FTPReplyCode
    let isLast: Bool

    init?(_ line: [UInt8]) {
      guard line.count >= 3, let number = line.prefix(3).decimalNumber(),
        let code = FTPReplyCode(Int(number)),
        line.count == 3 || line[3] == .space || line[3] == .hyphen
      else { return nil }
      self.code = code
      isLast = line.count == 3 || line[3] == .space
    }
  }
}
