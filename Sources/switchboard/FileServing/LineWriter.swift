import SystemCalls

/// Writes lines of logs on a thread of its own: who has something to tell never waits for a disk or
/// for a reader of standard error.
///
/// Files are opened anew for what has come together, so that they can be moved away at any time.
final class LineWriter: Sendable {
  /// Lines that wait; more are dropped, and their number is told.
  static let linesMax = 16_384
  /// How long the end waits for a reader of standard error that does not read, in seconds.
  static let closingSecondsMax: Int64 = 5
  /// The mode of files that are made.
  static let fileMode: UInt16 = 0o640

  private struct Line: Sendable {
    var target: LogTarget
    var make: @Sendable () -> [UInt8]
  }

  private struct State: Sendable {
    var lines: [Line] = []
    var droppedCount = 0
    var isClosed = false
    var hasEnded = false
    /// Files that could not be written, which are told once.
    var failed: Set<LogTarget> = []
  }

  private let state: Monitor<State>

  /// Starts the thread.
  ///
  /// - Throws: `CommandFailure` where there can be none.
  init() throws(CommandFailure) {
    let state = Monitor(State())
    self.state = state
    do throws(Errno) {
      try SystemThread(name: "logs") { Self.run(state) }.detach()
    } catch {
      throw CommandFailure("start thread: \(error)")
    }
  }

  /// Has a line written.
  ///
  /// - Parameters:
  ///   - target: where.
  ///   - make: makes the line, with its end, on the writer's thread.
  func write(to target: LogTarget, _ make: @escaping @Sendable () -> [UInt8]) {
    state.withLock { state in
      guard !state.isClosed else { return }
      if state.lines.count < Self.linesMax {
        state.lines.append(Line(target: target, make: make))
      } else {
        state.droppedCount += 1
      }
    }
    state.notifyOne()
  }

  /// Waits until all is written, for `closingSecondsMax` at most, and ends the thread.
  func close() {
    state.withLock { $0.isClosed = true }
    state.notifyAll()
    let deadline = MonotonicClock.nanoseconds + Self.closingSecondsMax * 1_000_000_000
    _ = state.wait(until: deadline) { state, _ in state.hasEnded ? true : nil }
  }

  private static func run(_ state: Monitor<State>) {
    while let (lines, droppedCount) = next(state) {
      if droppedCount > 0 { Complaint("log: \(droppedCount) lines were dropped").tell() }
      var texts: [LogTarget: [UInt8]] = [:]
      for line in lines { texts[line.target, default: []] += line.make() }
      for (target, text) in texts { write(text, to: target, state) }
    }
    state.withLock { $0.hasEnded = true }
    state.notifyAll()
  }

  /// The lines that have come, and how many were dropped; nil where there are no more to come.
  private static func next(_ state: Monitor<State>) -> ([Line], Int)? {
    let next = state.wait { state, _ -> ([Line], Int)?? in
      guard !state.lines.isEmpty else { return state.isClosed ? .some(nil) : nil }
      defer {
        state.lines = []
        state.droppedCount = 0
      }
      return (state.lines, state.droppedCount)
    }
    return next ?? nil
  }

  private static func write(_ text: [UInt8], to target: LogTarget, _ state: Monitor<State>) {
    do throws(Errno) {
      switch target {
      case .standardError: try System.write(String(decoding: text, as: UTF8.self), to: .error)
      case .file(let path): try append(text, to: path)
      }
      state.withLock { _ = $0.failed.remove(target) }
    } catch {
      let isNew = state.withLock { $0.failed.insert(target).inserted }
      guard isNew, case .file(let path) = target else { return }
      Complaint("write log \(path): \(error)").tell()
    }
  }

  private static func append(_ text: [UInt8], to path: String) throws(Errno) {
    let root = try System.open([UInt8(ascii: "/")], [.directory, .path])
    let file = try System.openat2(
      root,
      Array(path.utf8),
      [.writeOnly, .create, .append, .noControllingTerminal],
      mode: fileMode
    )
    var rest = text
    while !rest.isEmpty {
      // SAFETY: the bytes are only read, and are those of an array that lives through the call.
      rest.removeFirst(try unsafe System.write(file, rest.span.bytes))
    }
  }
}
