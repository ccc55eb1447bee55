import Testing

@testable import switchboard

struct SessionRowTests {
  private static func report(bytes: Int64, seconds: Double, path: String?) -> SessionReport {
    SessionReport(
      id: 7,
      user: "ada",
      peer: "192.0.2.1",
      isEncrypted: true,
      activity: path.map { _ in "STOR" },
      path: path,
      bytes: bytes,
      totalBytes: nil,
      seconds: seconds
    )
  }

  @Test func `an idle session has no rate`() {
    let idle = Self.report(bytes: 0, seconds: 61.9, path: nil)
    #expect(
      SessionRow.cells(of: idle, since: nil)
        == ["7", "ada", "192.0.2.1", "yes", "idle", "-", "-", "-", "-", "61"]
    )
  }

  @Test func `a transfer's rate is since it was looked at last`() {
    let before = Self.report(bytes: 1000, seconds: 1, path: "/a")
    let now = Self.report(bytes: 5000, seconds: 3, path: "/a")
    #expect(SessionRow.cells(of: now, since: before)[8] == "2000")
    #expect(SessionRow.cells(of: now, since: nil)[8] == "1666")
    let other = Self.report(bytes: 300, seconds: 1, path: "/b")
    #expect(SessionRow.cells(of: other, since: now)[8] == "300")
    #expect(
      SessionRow.cells(of: Self.report(bytes: 0, seconds: 0, path: "/a"), since: nil)[8] == "0"
    )
  }

  @Test func `there is a cell for each column`() {
    let cells = SessionRow.cells(of: Self.report(bytes: 1, seconds: 1, path: "/a"), since: nil)
    #expect(cells.count == SessionRow.columns.count)
  }
}
