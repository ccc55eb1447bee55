import Synchronization
import SystemCalls

/// Counts what a mirror does, and tells it.
final class MirrorReport: Sendable {
  /// What is done with a name.
  enum Action: String, Hashable, Sendable, Encodable {
    case fetch, store, make, remove
  }

  private struct State {
    var tally = MirrorTally()
    var warnings: Set<String> = []
  }

  let isDryRun: Bool
  private let display: TransferDisplay
  private let direction: MirrorPlan.Direction
  private let state = Mutex(State())

  init(_ direction: MirrorPlan.Direction, _ display: TransferDisplay, isDryRun: Bool) {
    self.direction = direction
    self.display = display
    self.isDryRun = isDryRun
  }

  /// The figures so far.
  var tally: MirrorTally { state.withLock { $0.tally } }

  /// A file was transferred; of how many bytes, or it would be.
  func transferred(_ path: [UInt8], bytes: Int64) {
    count { tally in
      tally.transferredFiles += 1
      tally.transferredBytes += bytes
    }
    // What is done, the display of the transfer tells.
    if isDryRun { tell(direction == .fetching ? .fetch : .store, path, isFolder: false) }
  }

  /// A folder was made, or would be.
  func made(_ path: [UInt8]) {
    count { $0.madeFolders += 1 }
    tell(.make, path, isFolder: true)
  }

  /// Something was removed, or would be.
  func removed(_ path: [UInt8], isFolder: Bool, count: Int = 1) {
    self.count { $0.removed += count }
    tell(.remove, path, isFolder: isFolder)
  }

  /// A file was left as it is.
  func left() {
    count { $0.leftAlone += 1 }
  }

  /// What is no file and no folder.
  func skipped(_ path: [UInt8], _ kind: MirrorEntry.Kind) {
    count { $0.skipped += 1 }
    let what = kind == .link ? "a symbolic link, which is not followed" : "neither file nor folder"
    complain("skipped", path, "\(MirrorPath.text(path)): skipped: \(what)", what)
  }

  /// Something could not be done.
  func failed(_ path: [UInt8], _ words: String) {
    count { $0.failed += 1 }
    complain("failed", path, words, words)
  }

  /// Something that holds for more than one file; it is told once.
  func warn(_ words: String) {
    guard state.withLock({ $0.warnings.insert(words).inserted }) else { return }
    complain("warning", [], words, words)
  }

  /// Writes the last line.
  ///
  /// - Parameter isQuiet: whether nobody wants it.
  /// - Throws: `OutputError`.
  func finish(isQuiet: Bool) throws {
    guard display.form != .json else {
      display.tell(Summary(isDryRun: isDryRun, total: tally))
      return
    }
    display.finish()
    if !isQuiet { try StandardOutput.write(line: tally.line(direction, isDryRun: isDryRun)) }
  }

  private func count(_ body: (inout MirrorTally) -> Void) {
    state.withLock { body(&$0.tally) }
  }

  private func tell(_ action: Action, _ path: [UInt8], isFolder: Bool) {
    let text = MirrorPath.text(path, isFolder: isFolder)
    guard display.form != .json else {
      return tell(action, text)
    }
    // Where nobody reads it, nobody wants it.
    if isDryRun { try? StandardOutput.write(line: "\(action.rawValue) \(text)") }
  }

  /// Transfers have events of their own.
  private func tell(_ action: Action, _ text: String) {
    if isDryRun { return display.tell(Event(event: "would", action: action, path: text)) }
    display.tell(Event(event: action == .make ? "made" : "removed", path: text))
  }

  private func complain(_ event: String, _ path: [UInt8], _ line: String, _ reason: String) {
    guard display.form == .json else {
      return display.tell(Complaint("mirror: " + line))
    }
    display.tell(
      Event(event: event, path: path.isEmpty ? nil : MirrorPath.text(path), reason: reason)
    )
  }

  private struct Event: Encodable {
    var event: String
    var action: Action?
    var path: String?
    var reason: String?
  }

  private struct Summary: Encodable {
    var event = "summary"
    var isDryRun: Bool
    var total: MirrorTally
  }
}
