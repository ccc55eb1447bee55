import Testing

@testable import switchboard

struct TextTableTests {
  private let table = TextTable(
    columns: ["NAME", "HOME"],
    rows: [["ada", "/a\tb"], ["grace", "/c\\d\u{1b}"], ["x", ""]]
  )

  @Test func `for people its columns are aligned`() {
    #expect(
      table.aligned == """
        NAME   HOME
        ada    /a\\x09b
        grace  /c\\\\d\\x1b
        x
        """
    )
  }

  @Test func `for programs there is a tab between two cells, and none in one`() {
    #expect(table.tabSeparated == "ada\t/a\\x09b\ngrace\t/c\\\\d\\x1b\nx\t")
  }
}
