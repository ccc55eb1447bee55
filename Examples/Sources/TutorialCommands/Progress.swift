import Foundation

/// How far a transfer is, shown on standard error where that is a terminal, until the transfer
/// ends.
///
/// What is there at once is not worth showing.
public struct Progress: ~Copyable {
  /// Bytes so far.
  public private(set) var count = 0
  private let name: String
  private let total: Int
  private let isShown = isatty(STDERR_FILENO) == 1
  private var isOnScreen = false

  /// A transfer of `total` bytes that has not begun.
  public init(name: String, total: Int) {
    self.name = name
    self.total = total
  }

  /// Counts `bytes` more.
  public mutating func advance(by bytes: Int) {
    let before = percent
    count += bytes
    guard isShown, isOnScreen ? percent != before : count < total else { return }
    isOnScreen = true
    Self.show("\r\(name) \(percent) % of \(total) bytes")
  }

  deinit {
    if isOnScreen { Self.show("\r\u{1b}[K") }
  }

  private var percent: Int { total == 0 ? 100 : Int(Double(count) / Double(total) * 100) }

  private static func show(_ text: String) {
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }
}
