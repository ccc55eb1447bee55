/// The lines at the end of a terminal that change: one a transfer, and one for all together.
///
/// It makes texts, and writes nothing.
struct TransferBoard {
  /// How often lines are written anew.
  static let interval = Duration.milliseconds(100)
  /// How many transfers have a line at the same time; the others have none.
  static let linesMax = 8

  private var hasTotal: Bool
  private let began = ContinuousClock.now
  private var lines: [(id: ObjectIdentifier, text: ProgressText)] = []
  private var drawnCount = 0
  private var last: ContinuousClock.Instant?
  private var doneCount = 0
  private var doneBytes: Int64 = 0

  init(hasTotal: Bool) {
    self.hasTotal = hasTotal
  }

  /// Changes the line of a transfer, or begins it.
  ///
  /// - Returns: what to write; nil where that was done a moment ago.
  mutating func show(_ id: ObjectIdentifier, _ text: ProgressText) -> String? {
    if let index = lines.firstIndex(where: { $0.id == id }) {
      lines[index].text = text
    } else {
      lines.append((id, text))
    }
    let now = ContinuousClock.now
    if last.map({ now - $0 < Self.interval }) ?? false { return nil }
    last = now
    return self.text(above: "")
  }

  /// Takes a line away.
  ///
  /// - Parameters:
  ///   - id: whose it is.
  ///   - text: what has come to its end, of which a line stays; nil where it has failed.
  /// - Returns: what to write.
  mutating func remove(_ id: ObjectIdentifier, _ text: ProgressText?) -> String {
    lines.removeAll { $0.id == id }
    guard let text else { return self.text(above: "") }
    doneCount += 1
    doneBytes += text.bytes - text.resumedBytes
    return self.text(above: text.ending + "\n")
  }

  /// Takes all lines away, also that of all transfers.
  ///
  /// - Returns: what to write.
  mutating func finish() -> String {
    lines = []
    hasTotal = false
    return drawnCount > 0 ? text(above: "") : ""
  }

  /// What to write for lines that stay to stand above those that change.
  mutating func text(above kept: String) -> String {
    var shown = lines.prefix(Self.linesMax).map(\.text.line)
    if hasTotal, doneCount > 0 || !lines.isEmpty { shown.append(total) }
    // Up to the first line that was drawn, and nothing from there on.
    let up = drawnCount > 1 ? "\u{1b}[\(drawnCount - 1)A" : ""
    drawnCount = shown.count
    return "\r" + up + "\u{1b}[J" + kept + shown.joined(separator: "\n")
  }

  /// The line for all: `total  1204 files  1.2 GiB  98.4 MiB/s`.
  private var total: String {
    let bytes = lines.reduce(doneBytes) { $0 + $1.text.bytes - $1.text.resumedBytes }
    let seconds = began.duration(to: .now) / .seconds(1)
    let rate = seconds > 0 ? Int64(Double(bytes) / seconds) : 0
    let files = "\(doneCount) file\(doneCount == 1 ? "" : "s")"
    return "total  \(files)  \(ProgressText.size(bytes))  \(ProgressText.size(rate))/s"
  }
}
