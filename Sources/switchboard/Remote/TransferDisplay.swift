import Foundation
import Synchronization
import SystemCalls

/// Shows how far transfers have come: a line each on a terminal, or events as JSON; nothing
/// elsewhere.
///
/// Several tasks use it at a time.
final class TransferDisplay: Sendable {
  /// How it is shown.
  enum Form: Hashable, Sendable {
    case none, terminal, json
  }

  let form: Form
  private let board: Mutex<TransferBoard>

  /// A display that shows nothing yet.
  ///
  /// - Parameters:
  ///   - form: how.
  ///   - hasTotal: whether a line is for all transfers together.
  init(form: Form, hasTotal: Bool = false) {
    self.form = form
    board = Mutex(TransferBoard(hasTotal: hasTotal))
  }

  /// What suits standard error, where the lines go.
  static func suitable(isJSON: Bool, isQuiet: Bool, hasTotal: Bool = false) -> TransferDisplay {
    let isShown = !isQuiet && System.isTerminal(.error)
    let form: Form = isJSON ? .json : isShown ? .terminal : .none
    return TransferDisplay(form: form, hasTotal: hasTotal)
  }

  /// Begins to show a transfer.
  ///
  /// - Parameters:
  ///   - url: the file at the server.
  ///   - name: what it is called on a terminal; nil for the name of the URL.
  ///   - totalBytes: its size; nil where nobody knows.
  ///   - resumedBytes: what is there already.
  /// - Returns: what the transfer tells.
  func begin(
    _ url: RemoteURL,
    named name: [UInt8]? = nil,
    of totalBytes: Int64?,
    from resumedBytes: Int64 = 0
  ) -> ShownTransfer {
    ShownTransfer(
      self,
      url,
      ProgressText(
        name: String(decoding: name ?? url.name, as: UTF8.self),
        bytes: resumedBytes,
        resumedBytes: resumedBytes,
        totalBytes: totalBytes,
        seconds: 0
      )
    )
  }

  /// Tells what went wrong, with no line of a transfer in it.
  func tell(_ complaint: Complaint) {
    write(complaint.line + "\n")
  }

  /// Tells something as a line of JSON, where that is the form.
  func tell(_ event: some Encodable) {
    guard form == .json else { return }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let line = try? encoder.encode(event) else { return }
    write(String(decoding: line, as: UTF8.self) + "\n")
  }

  /// Writes lines that stay, above those of the transfers.
  func write(_ lines: String) {
    board.withLock { board in
      let text = form == .terminal ? board.text(above: lines) : lines
      // Where nobody reads it, it is lost: the transfers go on.
      try? System.write(text, to: .error)
    }
  }

  /// Takes all lines away that change.
  func finish() {
    guard form == .terminal else { return }
    board.withLock { board in try? System.write(board.finish(), to: .error) }
  }

  /// Shows the line of a transfer, as it is now.
  fileprivate func show(_ id: ObjectIdentifier, _ text: ProgressText) {
    board.withLock { board in
      if let text = board.show(id, text) { try? System.write(text, to: .error) }
    }
  }

  /// Takes the line of a transfer away.
  ///
  /// - Parameters:
  ///   - id: whose it is.
  ///   - text: what it was; nil where it has failed.
  fileprivate func remove(_ id: ObjectIdentifier, _ text: ProgressText?) {
    board.withLock { board in try? System.write(board.remove(id, text), to: .error) }
  }
}

/// A transfer that is shown.
final class ShownTransfer {
  private let display: TransferDisplay
  private let url: RemoteURL
  private let began = ContinuousClock.now
  private var text: ProgressText
  private var last: ContinuousClock.Instant?

  fileprivate init(_ display: TransferDisplay, _ url: RemoteURL, _ text: ProgressText) {
    self.display = display
    self.url = url
    self.text = text
    tell(.began)
  }

  /// Counts bytes that have gone.
  func add(_ count: Int) {
    text.bytes += Int64(count)
    if display.form == .none { return }
    let now = ContinuousClock.now
    if last.map({ now - $0 < TransferBoard.interval }) ?? false { return }
    last = now
    text.seconds = began.duration(to: now) / .seconds(1)
    tell(.progress)
  }

  /// Says that it is done.
  func end() {
    text.seconds = began.duration(to: .now) / .seconds(1)
    tell(.done)
  }

  /// Makes room for the words that tell why it is not.
  func abandon() {
    if display.form == .terminal { display.remove(ObjectIdentifier(self), nil) }
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

  private func tell(_ event: Event) {
    switch display.form {
    case .none: break
    case .terminal:
      let id = ObjectIdentifier(self)
      if event == .done { display.remove(id, text) } else { display.show(id, text) }
    case .json:
      let record = Record(
        event: event,
        url: url.description,
        bytes: text.bytes,
        totalBytes: text.totalBytes,
        seconds: text.seconds
      )
      display.tell(record)
    }
  }
}
