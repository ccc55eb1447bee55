import Foundation
import SystemCalls

/// Shows how far transfers have come: a line each on a terminal, or events as JSON; nothing
/// elsewhere.
struct TransferDisplay: Sendable {
  /// How it is shown.
  enum Form: Hashable, Sendable {
    case none, terminal, json
  }

  let form: Form

  /// What suits standard error, where the lines go.
  static func suitable(isJSON: Bool, isQuiet: Bool) -> TransferDisplay {
    if isJSON { return TransferDisplay(form: .json) }
    return TransferDisplay(form: !isQuiet && System.isTerminal(.error) ? .terminal : .none)
  }

  /// Begins to show a transfer.
  ///
  /// - Parameters:
  ///   - url: the file at the server.
  ///   - totalBytes: its size; nil where nobody knows.
  ///   - resumedBytes: what is there already.
  /// - Returns: what the transfer tells.
  func begin(_ url: RemoteURL, of totalBytes: Int64?, from resumedBytes: Int64 = 0) -> ShownTransfer
  {
    ShownTransfer(form, url, totalBytes, resumedBytes)
  }
}

/// A transfer that is shown.
struct ShownTransfer {
  /// How often a line is written anew.
  private static let interval = Duration.milliseconds(100)

  private let form: TransferDisplay.Form
  private let url: RemoteURL
  private let began = ContinuousClock.now
  private var text: ProgressText
  private var last: ContinuousClock.Instant?

  init(_ form: TransferDisplay.Form, _ url: RemoteURL, _ totalBytes: Int64?, _ resumed: Int64) {
    self.form = form
    self.url = url
    text = ProgressText(
      name: String(decoding: url.name, as: UTF8.self),
      bytes: resumed,
      resumedBytes: resumed,
      totalBytes: totalBytes,
      seconds: 0
    )
    write(.began)
  }

  /// Counts bytes that have gone.
  mutating func add(_ count: Int) {
    text.bytes += Int64(count)
    let now = ContinuousClock.now
    if form == .none || last.map({ now - $0 < Self.interval }) ?? false { return }
    last = now
    text.seconds = began.duration(to: now) / .seconds(1)
    write(.progress)
  }

  /// Says that it is done.
  mutating func end() {
    text.seconds = began.duration(to: .now) / .seconds(1)
    write(.done)
  }

  /// Makes room for the words that tell why it is not.
  func abandon() {
    if form == .terminal { try? System.write("\r\u{1b}[K", to: .error) }
  }

  private enum Event: String, Encodable {
    case began, progress, done
  }

  private struct Record: Encodable {
    let event: Event
    let url: String
    let bytes: Int64
    let totalBytes: Int64?
    let seconds: Double
  }

  /// Where nobody reads it, it is lost: the transfer goes on.
  private func write(_ event: Event) {
    switch form {
    case .none: break
    case .terminal:
      let line = event == .done ? text.ending + "\n" : text.line
      try? System.write("\r\u{1b}[K" + line, to: .error)
    case .json:
      let record = Record(
        event: event,
        url: url.description,
        bytes: text.bytes,
        totalBytes: text.totalBytes,
        seconds: text.seconds
      )
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      guard let line = try? encoder.encode(record) else { return }
      try? System.write(String(decoding: line, as: UTF8.self) + "\n", to: .error)
    }
  }
}
