import SocketAddresses
import SystemCalls
import Testing

@testable import FTPServers
@testable import switchboard

struct XferlogLineTests {
  private static func line(
    _ path: [UInt8],
    _ change: (inout FTPTransferRecord) -> Void = { _ in },
    at seconds: Int64 = 1_798_741_805
  ) -> String {
    var record = FTPTransferRecord(
      session: FTPSessionID(rawValue: 1),
      name: "ada",
      peer: IPAddress("192.0.2.1"),
      direction: .upload,
      path: path,
      bytes: 12,
      duration: .milliseconds(2500),
      isEncrypted: false,
      isText: false,
      result: .complete
    )
    change(&record)
    let bytes = XferlogLine.bytes(of: record, at: FileTime(seconds: seconds))
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test func `a line is as wu-ftpd writes it`() {
    #expect(
      Self.line(Array("/a".utf8))
        == "Thu Dec 31 18:30:05 2026 2 192.0.2.1 12 /a b _ i r ada ftp 0 * c\n"
    )
    #expect(Self.line(Array("/a".utf8), at: 0).hasPrefix("Thu Jan  1 00:00:00 1970 2 "))
  }

  @Test func `a path cannot end the line, or add a field`() {
    let line = Self.line(Array("/a b\n\tc\u{7f}".utf8)) { record in
      record.direction = .download
      record.isText = true
      record.result = .aborted
      record.peer = nil
    }
    #expect(line.hasSuffix(" 2 - 12 /a_b__c_ a _ o r ada ftp 0 * i\n"))
    #expect(line.utf8.count { $0 == 0x0a } == 1)
  }
}
