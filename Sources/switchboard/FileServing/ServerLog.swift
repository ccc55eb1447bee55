import FTPServers
import Logging
import Synchronization
import SystemCalls

/// All that a server writes of what happens: to standard error, and to the files of transfers.
final class ServerLog: Sendable {
  private struct Targets: Sendable {
    var level = Logger.Level.info
    var transferLog: String?
    var xferlog: String?
  }

  private let writer: LineWriter
  private let targets = Mutex(Targets())

  /// A log that writes nothing but to standard error.
  ///
  /// - Throws: `CommandFailure`.
  init() throws(CommandFailure) {
    writer = try LineWriter()
  }

  /// Writes as settings say from now on.
  func configure(_ settings: ServeSettings) {
    targets.withLock { targets in
      targets.level = settings.logLevel
      targets.transferLog = settings.transferLog
      targets.xferlog = settings.xferlog
    }
  }

  /// Writes what has happened, without waiting.
  func write(_ event: FTPServerEvent) {
    let targets = targets.withLock { $0 }
    let time = RealTimeClock.now
    if event.level >= targets.level {
      writer.write(to: .standardError) { LogLine.bytes(of: event, at: time) }
    }
    if let path = targets.transferLog, event.isAudited {
      writer.write(to: .file(path)) { EventRecord(event, at: time).line }
    }
    if let path = targets.xferlog, case .transferred(let record) = event,
      record.direction != .listing
    {
      writer.write(to: .file(path)) { XferlogLine.bytes(of: record, at: time) }
    }
  }

  /// Writes what went wrong, without waiting.
  func tell(_ complaint: Complaint) {
    writer.write(to: .standardError) { Array((complaint.line + "\n").utf8) }
  }

  /// Writes all that waits; nothing from then on.
  func close() { writer.close() }
}
