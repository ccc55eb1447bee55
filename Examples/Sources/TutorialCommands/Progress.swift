import Foundation

/// How far a transfer is, shown on standard error where that is a terminal.
public struct Progress {
  /// Bytes so far.
  public private(set) var count = 0
  private let name: String
  private let total: Int
  private let isShown = isatty(STDERR_FILENO) == 1

  /// A transfer of `total` bytes that has not begun.
  public init(name: String, total: Int) {
    self.name = name
    self.total = total
  }

  /// Counts `bytes` more.
  public mutating func advance(by bytes: Int) {
    let before = percent
    count += bytes
    guard isShown, percent != before || count == total else { return }
    let line = count == total ? "\r\u{1b}[K" : "\r\(name) \(percent) % of \(total) bytes"
    try? FileHandle.standardError.write(contentsOf: Data(line.utf8))
  }

  private var percent: Int { total == 0 ? 100 : count * 100 / total }
}
