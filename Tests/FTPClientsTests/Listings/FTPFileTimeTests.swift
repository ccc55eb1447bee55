import FTPProtocol
import Testing

@testable import FTPClients

/// Times of files as values.
@Suite struct FTPFileTimeTests {
  /// In their order.
  private static let times: [FTPFileTime] = [
    FTPFileTime(seconds: .min), FTPFileTime(seconds: -1), FTPFileTime(seconds: 0, precision: .day),
    FTPFileTime(seconds: 0, precision: .minute),
    FTPFileTime(FTPTime(seconds: 0), precision: .second, isUTC: false), FTPFileTime(seconds: 0),
    FTPFileTime(seconds: 0, nanoseconds: 1), FTPFileTime(seconds: 1), FTPFileTime(seconds: .max),
  ]

  @Test func `of two that are not the same, one comes first`() {
    for (left, earlier) in Self.times.enumerated() {
      for (right, later) in Self.times.enumerated() {
        #expect((earlier < later) == (left < right))
        #expect((earlier == later) == (left == right))
      }
    }
  }

  @Test func `what four digits of a year cannot say becomes the nearest`() {
    #expect(FTPFileTime(seconds: .max).description == "99991231235959")
    #expect(FTPFileTime(seconds: .min).description == "00000101000000")
    #expect(FTPFileTime(seconds: 1_234_567_890).description == "20090213233130")
    #expect(FTPFileTime(seconds: 0, nanoseconds: -1).nanoseconds == 0)
    #expect(FTPFileTime(seconds: 0, nanoseconds: .max).nanoseconds == 999_999_999)
  }
}
