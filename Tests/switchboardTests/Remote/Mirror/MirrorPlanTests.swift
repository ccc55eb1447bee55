import Testing

@testable import switchboard

struct MirrorPlanTests {
  private static let file = entry(size: 10, seconds: 1_000_000)
  private static let folder = MirrorEntry(name: [0x61], kind: .folder)
  private static let link = MirrorEntry(name: [0x61], kind: .link)
  private static let pipe = MirrorEntry(name: [0x61], kind: .special)

  private static func entry(
    size: Int64?,
    seconds: Int64?,
    unit: Int64 = 1,
    hasZone: Bool = true
  ) -> MirrorEntry {
    var entry = MirrorEntry(name: [0x61], kind: .file)
    entry.size = size
    entry.time = seconds.map { MirrorTime(seconds: $0, unit: unit, hasZone: hasZone) }
    return entry
  }

  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var source: MirrorEntry?
    var destination: MirrorEntry?
    var step: MirrorPlan.Step
    var isExamined = false
    var change: @Sendable (inout MirrorPlan) -> Void = { _ in }

    init(
      _ description: String,
      _ source: MirrorEntry?,
      _ destination: MirrorEntry?,
      _ step: MirrorPlan.Step,
      isExamined: Bool = false,
      _ change: @escaping @Sendable (inout MirrorPlan) -> Void = { _ in }
    ) {
      testDescription = description
      (self.source, self.destination, self.step) = (source, destination, step)
      self.isExamined = isExamined
      self.change = change
    }
  }

  @Test(arguments: [
    Case("new file", file, nil, .transfer), Case("new folder", folder, nil, .makeFolder),
    Case("folder at both ends", folder, folder, .enterFolder),
    Case("link at the source", link, nil, .skip(.link)),
    Case("link at both ends", link, link, .skip(.link)),
    Case("pipe at the source", pipe, file, .skip(.special)),
    Case("only at the destination", nil, file, .leave),
    Case("only at the destination, removing", nil, file, .remove) { $0.removes = true },
    Case("file where a folder stands", file, folder, .refuse(.folder)),
    Case("folder where a file stands", folder, file, .refuse(.file)),
    Case("file where a link stands", file, link, .refuse(.link)),
    Case("folder where a pipe stands", folder, pipe, .refuse(.special)),
    Case("file where a folder stands, removing", file, folder, .replace) { $0.removes = true },
    Case("folder where a file stands, removing", folder, file, .replace) { $0.removes = true },
    Case("link where a file stands, removing", link, file, .skip(.link)) { $0.removes = true },
  ])
  func `kinds decide first`(_ it: Case) {
    check(it)
  }

  @Test func `what a listing does not show is not removed`() {
    let plan = with { plan in
      plan.removes = true
      plan.showsHidden = false
    }
    let hidden = MirrorEntry(name: Array(".hidden".utf8), kind: .file)
    #expect(plan.step(from: nil, to: hidden) == .leave)
    #expect(plan.step(from: nil, to: Self.file) == .remove)
  }

  @Test(arguments: [
    Case("same", file, file, .leave),
    Case("other size", file, entry(size: 11, seconds: 1_000_000), .transfer),
    Case("later at the source", entry(size: 10, seconds: 1_000_001), file, .transfer),
    Case("earlier at the source", entry(size: 10, seconds: 999_999), file, .transfer),
    Case("other size, though nothing else is known", entry(size: 9, seconds: nil), file, .transfer),
    Case("no time", entry(size: 10, seconds: nil), file, .examineTime),
    Case("no time to be had", entry(size: 10, seconds: nil), file, .leave, isExamined: true),
    Case("no size", entry(size: nil, seconds: 1_000_000), file, .examineTime),
    Case("nothing to be had", entry(size: nil, seconds: nil), file, .transfer, isExamined: true),
    Case(
      "no size to be had",
      entry(size: nil, seconds: 1_000_000),
      file,
      .leave,
      isExamined: true
    ),
    Case("minutes", entry(size: 10, seconds: 999_960, unit: 60), file, .examineTime),
    Case(
      "the same minute",
      entry(size: 10, seconds: 999_960, unit: 60),
      file,
      .leave,
      isExamined: true
    ),
    Case(
      "the next minute",
      entry(size: 10, seconds: 1_000_020, unit: 60),
      file,
      .transfer,
      isExamined: true
    ),
    Case(
      "the same day",
      entry(size: 10, seconds: 950_400, unit: 86_400),
      file,
      .leave,
      isExamined: true
    ),
    Case("no zone", entry(size: 10, seconds: 1_000_000, hasZone: false), file, .examineTime),
    Case(
      "no zone to be had",
      entry(size: 10, seconds: 1_003_600, hasZone: false),
      file,
      .transfer,
      isExamined: true
    ),
  ])
  func `size and time tell whether a fetched file is the same`(_ it: Case) {
    check(it)
  }

  @Test(arguments: [
    Case("same", file, file, .leave),
    Case("stored later", file, entry(size: 10, seconds: 2_000_000), .transfer),
    Case(
      "stored later, and the server sets no times",
      file,
      entry(size: 10, seconds: 2_000_000),
      .leave
    ) { $0.serverKeepsTimes = false },
    Case(
      "changed since, and the server sets no times",
      file,
      entry(size: 10, seconds: 999),
      .transfer
    ) { $0.serverKeepsTimes = false },
    Case("listed in minutes", file, entry(size: 10, seconds: 999_960, unit: 60), .examineTime),
  ])
  func `so do they of a stored one`(_ it: Case) {
    check(it) { $0.direction = .storing }
  }

  @Test(arguments: [
    Case("later at the source", entry(size: 10, seconds: 1_000_001), file, .transfer),
    Case("same time, other size", entry(size: 11, seconds: 1_000_000), file, .leave),
    Case("earlier at the source", entry(size: 11, seconds: 999_999), file, .leave),
    Case("new", file, nil, .transfer),
    Case("no time", entry(size: 11, seconds: nil), file, .examineTime),
    Case("no time to be had", entry(size: 11, seconds: nil), file, .leave, isExamined: true),
    Case("later, by content", entry(size: 10, seconds: 1_000_001), file, .examineContent) {
      $0.equality = .content
    },
    Case("later and larger, by content", entry(size: 12, seconds: 1_000_001), file, .transfer) {
      $0.equality = .content
    },
  ])
  func `with newer, only what is later at the source goes`(_ it: Case) {
    check(it) { $0.isOnlyNewer = true }
  }

  @Test(arguments: [
    Case("same size and time", file, file, .examineContent),
    Case("same size", entry(size: 10, seconds: 5), file, .examineContent),
    Case("other size", entry(size: 11, seconds: 1_000_000), file, .transfer),
    Case("no size", entry(size: nil, seconds: nil), file, .examineContent),
  ])
  func `content is compared where the size does not tell`(_ it: Case) {
    check(it) { $0.equality = .content }
  }

  @Test func `times before 1970 are of the unit that they are in`() {
    let day = MirrorTime(seconds: -86_400, unit: 86_400)
    #expect(day.agrees(with: MirrorTime(seconds: -1)))
    #expect(!day.agrees(with: MirrorTime(seconds: 0)))
    #expect(MirrorTime(seconds: 0).isLater(than: day))
  }

  private func with(_ change: (inout MirrorPlan) -> Void) -> MirrorPlan {
    var plan = MirrorPlan()
    change(&plan)
    return plan
  }

  private func check(_ it: Case, _ change: (inout MirrorPlan) -> Void = { _ in }) {
    var plan = with(change)
    it.change(&plan)
    #expect(plan.step(from: it.source, to: it.destination, isExamined: it.isExamined) == it.step)
  }
}
