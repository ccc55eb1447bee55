import FTPServers
import SystemCalls

/// An event as a line for people: `switchboard: login user=ada peer=127.0.0.1 session=7`.
enum LogLine {
  /// The line, with its end.
  ///
  /// Control characters are escaped, so it is one whatever is in it.
  static func bytes(of event: FTPServerEvent, at time: FileTime) -> [UInt8] {
    let record = EventRecord(event, at: time)
    let fields: [(String, String?)] = [
      ("user", record.user), ("peer", record.peer), ("command", record.command),
      ("direction", record.direction), ("path", record.path),
      ("bytes", record.bytes.map(String.init)), ("seconds", record.seconds.map { "\($0)" }),
      ("tls", record.isEncrypted.map { "\($0)" }), ("result", record.result),
      ("reason", record.reason), ("session", record.session.map(String.init)),
    ]
    let texts = fields.compactMap { name, value in value.map { name + "=" + quoted($0) } }
    let words = ([record.time, "\(event.level)", record.event] + texts).joined(separator: " ")
    return Array("switchboard: \(words)\n".utf8)
  }

  private static func quoted(_ value: String) -> String {
    let text = TextTable.escaped(value)
    guard text.isEmpty || text.utf8.contains(where: { $0 == 0x20 || $0 == 0x22 }) else {
      return text
    }
    return "\""
      + text.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\\\"") + "\""
  }
}
