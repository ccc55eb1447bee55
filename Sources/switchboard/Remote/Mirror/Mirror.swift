import ArgumentParser
import EventLoops

/// `switchboard mirror`.
struct Mirror: ToolCommand {
  static let configuration = CommandConfiguration(
    commandName: "mirror",
    abstract: "Makes a folder's contents those of another, between a server and this machine.",
    discussion: """
      One of SOURCE and DESTINATION is a URL, the other a folder of this machine. What is in \
      SOURCE is then in DESTINATION, which is made if need be. Files are the same if they have as \
      many bytes and the same time, as exactly as the server tells it; they get the source's time.

      \(RemoteURL.forms)

      Interrupted, it goes on where it was when it is run again: a file that is fetched is \
      NAME.part until it is whole, and what was stored of a new file is gone on with where the \
      server tells that it has it. What the network cuts is tried again. What fails is told; the \
      rest is done, and the exit status is 1.

      Symbolic links are not followed: they are skipped, and told. Names of a server that lead \
      elsewhere are refused. With --delete nothing is removed unless all of SOURCE was seen.

      GLOB: ? is any byte, * any bytes but /, ** any bytes, **/ any folders, [a-z] one of these \
      bytes, \\ takes the next as it is; a / at the end means folders only. With another / it is \
      of the whole path from the mirrored folder on, else of the last name. The first GLOB that is \
      of a path decides; what none is of is mirrored. What is in a folder that is left out is left \
      out.

      Limits: folders \(MirrorLimits.levelsMax) deep, \(MirrorLimits.entriesMax) names in each, \
      \(MirrorLimits.parallelMax) sessions.
      """
  )
  static let operation: String? = "mirror"

  @Argument(help: "The folder to mirror: a URL, or a folder of this machine.")
  var source: String

  @Argument(help: "The folder that becomes the same: the other of the two.")
  var destination: String

  @Flag(
    help: "Remove at the destination what the source has not, when all transfers are done."
  )
  var delete = false

  @Flag(help: "Of files that both have, transfer only those that are newer at the source.")
  var newer = false

  @Flag(
    name: .customLong("check-content"),
    help: "Compare files of the same size byte by byte, whatever their times: each is read."
  )
  var checksContent = false

  @Flag(
    help: "Keep the permission bits of what is transferred, where the server tells or sets them."
  )
  var modes = false

  @Flag(
    name: .customLong("continue"),
    help: "Go on with files of the server that are shorter and newer, as uploads that were cut."
  )
  var isContinued = false

  @Flag(
    name: [.customShort("n"), .customLong("dry-run")],
    help: "Say what would be done, a line each on standard output, and do nothing."
  )
  var isDryRun = false

  @Option(help: ArgumentHelp("How many sessions with the server at most.", valueName: "N"))
  var parallel = MirrorLimits.parallelDefault

  @OptionGroup var filters: FilterOptions
  @OptionGroup var transfer: TransferOptions
  @OptionGroup var remote: RemoteOptions

  func validate() throws {
    guard 1...MirrorLimits.parallelMax ~= parallel else {
      throw ValidationError("--parallel is 1 to \(MirrorLimits.parallelMax)")
    }
  }

  func execute() async throws -> ExitStatus {
    let filter = try filters.filter
    let (url, folder, direction) = try ends()
    var plan = MirrorPlan()
    plan.direction = direction
    plan.equality = checksContent ? .content : .sizeAndTime
    plan.isOnlyNewer = newer
    plan.removes = delete
    let display = transfer.display(hasTotal: true)
    let report = MirrorReport(direction, display, isDryRun: isDryRun)
    let session = try RemoteSession(url, remote).limitingListings(to: MirrorLimits.entriesMax)
    let isFetching = direction == .fetching
    let transfers = MirrorTransfers(
      plan: plan,
      local: try LocalTree(folder, mayMiss: isFetching),
      remote: RemoteTree(url),
      report: report,
      display: display,
      keepsModes: modes,
      isContinued: isContinued
    )
    let run = MirrorRun(
      session: session,
      transfers: transfers,
      filter: filter,
      attempts: transfer.attempts,
      sessionsMax: parallel
    )
    defer { display.finish() }
    let status = try await RemoteRun.run(loops: min(parallel, Self.loopsMax)) { loops in
      try await run.run(on: loops)
    }
    try report.finish(isQuiet: transfer.quiet)
    return status
  }

  /// More do not make it faster: the network is slower than two.
  private static let loopsMax = 2

  /// Which end is which.
  private func ends() throws(UsageError) -> (RemoteURL, [UInt8], MirrorPlan.Direction) {
    switch (source.contains("://"), destination.contains("://")) {
    case (true, false): return (try RemoteURL(source), try Self.path(destination), .fetching)
    case (false, true): return (try RemoteURL(destination), try Self.path(source), .storing)
    case (true, true): throw UsageError("one of the two is a folder of this machine")
    case (false, false): throw UsageError("one of the two is a URL, such as ftp://HOST/PATH")
    }
  }

  private static func path(_ text: String) throws(UsageError) -> [UInt8] {
    guard !text.isEmpty, !text.utf8.contains(0) else { throw UsageError("a path is empty") }
    return Array(text.utf8)
  }
}
