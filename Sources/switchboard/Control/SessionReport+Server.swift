import FTPServers
import SocketAddresses

extension SessionReport {
  /// What a server tells of a session.
  init(_ summary: FTPSessionSummary) {
    id = summary.id.rawValue
    user = summary.name
    peer = summary.peer?.description
    isEncrypted = summary.isEncrypted
    activity = summary.activity
    path = summary.path.map { String(decoding: $0, as: UTF8.self) }
    bytes = summary.transferredBytes
    totalBytes = summary.totalBytes
    seconds = summary.duration / .seconds(1)
  }
}
