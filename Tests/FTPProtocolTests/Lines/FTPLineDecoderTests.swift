import Framing
import Testing

@testable import FTPProtocol

@Suite struct FTPLineDecoderTests {
  /// A stream and the lines in it.
  struct Vector: Sendable, CustomTestStringConvertible {
    let stream: [UInt8]
    let lines: [FTPLine]
    var strictness = LineStrictness.strict

    init(_ stream: [UInt8], _ lines: [FTPLine], _ strictness: LineStrictness = .strict) {
      self.stream = stream
      self.lines = lines
      self.strictness = strictness
    }

    var testDescription: String { "\(text(stream).debugDescription) \(strictness)" }
  }

  /// What a line of at most eight bytes is.
  static let maximumBytes = 8

  static let vectors: [Vector] = [
    Vector([], []),
    Vector(bytes("\r\n"), [.text([])]),
    Vector(bytes("NOOP\r\n"), [.text(bytes("NOOP"))]),
    Vector(bytes("NOOP\n"), [.text(bytes("NOOP"))]),
    Vector(bytes("NOOP"), []),
    Vector(bytes("A\r\nB\nC\r\n"), [.text(bytes("A")), .text(bytes("B")), .text(bytes("C"))]),
    Vector(bytes("PWD  \r\n"), [.text(bytes("PWD  "))]),
    Vector(bytes("12345678\r\n"), [.text(bytes("12345678"))]),
    Vector(bytes("12345678\n"), [.text(bytes("12345678"))]),
    Vector(bytes("123456789\r\nA\n"), [.tooLong(beginning: bytes("12345678")), .text(bytes("A"))]),
    Vector(bytes("123456789"), [.tooLong(beginning: bytes("12345678"))]),
    Vector(bytes("12345678\r"), []),
    Vector(bytes("12345678\rA\n"), [.tooLong(beginning: bytes("12345678"))]),
    Vector(bytes("A\rB\r\nC\r\n"), [.malformed, .text(bytes("C"))]),
    Vector(bytes("A\r\r\nC\r\n"), [.malformed, .text(bytes("C"))]),
    Vector(bytes("\rA\n"), [.malformed]),
    Vector(bytes("A\r\0B\r\n"), [.malformed]),
    Vector(bytes("A\0B\r\nC\n"), [.malformed, .text(bytes("C"))]),
    Vector(bytes("\0\n"), [.malformed]),
    Vector(bytes("\0") + [UInt8](repeating: 65, count: 9) + [10], [.tooLong(beginning: [])]),
    Vector([255, 244, 255, 242] + bytes("ABOR\r\n"), [.text(bytes("ABOR"))]),
    Vector(bytes("AB") + [255, 253, 1] + bytes("OR\r\n"), [.text(bytes("ABOR"))]),
    Vector(bytes("A") + [255, 251, 255] + bytes("B\r\n"), [.text(bytes("AB"))]),
    Vector(bytes("A") + [255, 254, 10] + bytes("B\r\n"), [.text(bytes("AB"))]),
    Vector(bytes("A\r") + [255, 242] + bytes("\n"), [.text(bytes("A"))]),
    Vector(bytes("A") + [255, 255] + bytes("B\n"), [.text([65, 255, 66])]),
    Vector(bytes("A") + [255, 10] + bytes("B\n"), [.text(bytes("A")), .text(bytes("B"))]),
    Vector(bytes("A") + [255, 13, 10] + bytes("B\n"), [.text(bytes("A")), .text(bytes("B"))]),
    Vector(bytes("A") + [255, 240, 255, 249, 255, 0] + bytes("B\n"), [.text(bytes("AB"))]),
    Vector([255, 240, 244, 242] + bytes("AB\r\n"), [.text(bytes("AB"))]),
    Vector([244, 255] + bytes("ABOR\r\n"), [.text(bytes("ABOR"))]),
    Vector(bytes("A") + [244] + bytes("B\r\n"), [.text([65, 244, 66])]),
    Vector([13, 244] + bytes("B\r\n"), [.malformed]),
    Vector([244] + bytes("A\r\n"), [.text([244, 65])], .lenient),
    Vector(bytes("A") + [255, 46] + bytes("B\r\n"), [.text(bytes("A.B"))]),
    Vector(bytes("A") + [255, 235, 255, 236] + bytes("B\r\n"), [.text([65, 235, 66])]),
    Vector(bytes("A") + [255], []),
    Vector(bytes("A\rB\0\r\n"), [.text(bytes("A\rB\0"))], .lenient),
    Vector(bytes("A\r\r\n"), [.text(bytes("A\r"))], .lenient),
    Vector(bytes("1234567\rA\n"), [.tooLong(beginning: bytes("1234567\r"))], .lenient),
  ]

  @Test(arguments: vectors)
  func `lines are found however they are cut`(vector: Vector) {
    for size in [1, 2, 3, 5, max(1, vector.stream.count)] {
      let found = lines(
        of: vector.stream,
        piecesOf: size,
        maximumBytes: Self.maximumBytes,
        strictness: vector.strictness
      )
      #expect(found == vector.lines, "in pieces of \(size)")
    }
  }

  @Test(arguments: vectors)
  func `what follows the end of a line is found as without it`(vector: Vector) {
    let stream = vector.stream + bytes("\n") + bytes("NEXT\r\n")
    let found = lines(of: stream, piecesOf: stream.count, maximumBytes: Self.maximumBytes)
    #expect(found.last == .text(bytes("NEXT")))
  }

  @Test func `bytes behind a line are not looked at`() {
    var decoder = FTPLineDecoder()
    let stream = bytes("AUTH TLS\r\nUSER x\r\n")
    // SAFETY: a byte has no padding, so all of the array's memory is initialised.
    let found = unsafe decoder.nextLine(in: stream.span.bytes)
    #expect(found == .found(.text(bytes("AUTH TLS")), consumedBytes: 10))
    #expect(decoder.isAtStartOfLine)
  }

  @Test func `a part of a line is forgotten when that is asked for`() {
    var decoder = FTPLineDecoder()
    for part in [bytes("DELE "), bytes("A\r"), [255], [65, 255, 253]] {
      // SAFETY: a byte has no padding, so all of the array's memory is initialised.
      #expect(unsafe decoder.nextLine(in: part.span.bytes) == .needsMore)
      #expect(!decoder.isAtStartOfLine)
      decoder.reset()
      #expect(decoder.isAtStartOfLine)
    }
    let line = bytes("NOOP\n")
    // SAFETY: a byte has no padding, so all of the array's memory is initialised.
    #expect(
      unsafe decoder.nextLine(in: line.span.bytes) == .found(.text(bytes("NOOP")), consumedBytes: 5)
    )
  }

  @Test(arguments: [(4_095, false), (4_096, false), (4_097, true), (100_000, true)])
  func `the usual limit is 4096 bytes, and a long line is told of once`(count: Int, isTooLong: Bool)
  {
    let line = [UInt8](repeating: 65, count: count)
    let expected: FTPLine =
      isTooLong ? .tooLong(beginning: [UInt8](repeating: 65, count: 32)) : .text(line)
    let found = lines(of: line + bytes("\r\nNOOP\r\n"), piecesOf: 1_000)
    #expect(found == [expected, .text(bytes("NOOP"))])
  }
}
