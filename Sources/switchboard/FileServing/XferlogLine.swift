import FTPServers
import SystemCalls

/// A transfer as a line of xferlog(5), as wu-ftpd and its kin write it; its time is in UTC.
enum XferlogLine {
  private static let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// The line, with its end.
  ///
  /// Blanks and control characters of a name are written as `_`.
  static func bytes(of record: FTPTransferRecord, at time: FileTime) -> [UInt8] {
    let seconds = max(1, record.duration.components.seconds)
    let path = record.path.map { (0x21...0x7e).contains($0) || $0 >= 0x80 ? $0 : UInt8(ascii: "_") }
    let before =
      "\(date(time.seconds)) \(seconds) \(record.peer.map { "\($0)" } ?? "-") \(record.bytes) "
    let after =
      " \(record.isText ? "a" : "b") _ \(record.direction == .upload ? "i" : "o") r "
      + "\(record.name) ftp 0 * \(record.result == .complete ? "c" : "i")\n"
    return Array(before.utf8) + path + Array(after.utf8)
  }

  /// As ctime(3): `Thu Jan  1 00:00:00 1970`.
  private static func date(_ seconds: Int64) -> String {
    let text = DateText.moment(max(0, seconds))
    let parts = text.split(whereSeparator: { "-TZ".contains($0) })
    let day = days[Int(max(0, seconds) / 86_400 % 7)]
    let month = Int(parts[1]).map { months[$0 - 1] } ?? ""
    let number = Int(parts[2]) ?? 0
    return "\(day) \(month) \(number < 10 ? " " : "")\(number) \(parts[3]) \(parts[0])"
  }
}
