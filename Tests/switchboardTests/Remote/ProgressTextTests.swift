import Testing

@testable import switchboard

struct ProgressTextTests {
  @Test func `a line tells share, size, rate and the time that is left`() {
    let text = ProgressText(
      name: "big.iso",
      bytes: 500 << 20,
      totalBytes: 1000 << 20,
      seconds: 5
    )
    #expect(text.line.hasPrefix("big.iso  "))
    #expect(text.line.hasSuffix(" 50%    500 MiB    100 MiB/s 0:05 left"))
    #expect(text.line.count == ProgressText.columns)
    #expect(text.ending.hasSuffix("  500 MiB in 5.0 s, 100 MiB/s"))
  }

  @Test func `what was there before counts for the share and not for the rate`() {
    let text = ProgressText(
      name: "a",
      bytes: 900,
      resumedBytes: 800,
      totalBytes: 1000,
      seconds: 10
    )
    #expect(text.line.contains(" 90%"))
    #expect(text.line.hasSuffix("10 B/s 0:10 left"))
  }

  @Test func `without a size there is no share and no end in sight`() {
    let text = ProgressText(name: "-", bytes: 10, seconds: 1)
    #expect(!text.line.contains("%"))
    #expect(!text.line.contains("left"))
  }

  @Test(
    arguments: [
      (0, "0 B"), (1023, "1023 B"), (1024, "1.0 KiB"), (1536, "1.5 KiB"), (1_023_000, "999 KiB"),
      (1_023_897, "1.0 MiB"), (1 << 30, "1.0 GiB"), (Int64.max, "8.0 EiB"),
    ] as [(Int64, String)]
  )
  func `sizes have a unit in which they are short`(bytes: Int64, text: String) {
    #expect(ProgressText.size(bytes) == text)
  }

  @Test(arguments: [
    (59.0, "0:59 left"), (60, "1:00 left"), (3_599.5, "1:00:00 left"), (3_661, "1:01:01 left"),
    (90_000, "1 d 1 h left"),
  ])
  func `the time that is left is told by the clock`(seconds: Double, text: String) {
    let bytes = Int64(seconds * 1000)
    let progress = ProgressText(name: "a", bytes: 1000, totalBytes: bytes + 1000, seconds: 1)
    #expect(progress.line.hasSuffix(text))
  }

  @Test func `an empty file is whole`() {
    #expect(ProgressText(name: "a", bytes: 0, totalBytes: 0, seconds: 0).line.contains("100%"))
  }

  @Test func `a long name loses its middle, and control characters are not shown`() {
    let name = "begin" + String(repeating: "x", count: 200) + "end.tar.gz"
    let text = ProgressText(name: name, bytes: 1, totalBytes: 2, seconds: 1)
    #expect(text.line.count == ProgressText.columns)
    #expect(text.line.hasPrefix("begin"))
    #expect(text.line.contains("…"))
    #expect(text.line.contains("end.tar.gz"))
    let hostile = ProgressText(name: "a\u{1b}[2Jb\nc", bytes: 1, totalBytes: 2, seconds: 1)
    #expect(hostile.line.hasPrefix("a?[2Jb?c"))
  }
}
