import Accounts
import FTPServers
import Foundation
import SocketAddresses
import SystemCalls

/// An event as a line of JSON, for programs that read logs.
struct EventRecord: Encodable {
  /// When: `2026-12-31T18:30:00.123Z`.
  var time: String
  /// The kind: `transfer`, `login`, `login-refused`, `denied`, `turned-away` and others.
  var event: String
  var session: UInt64?
  /// Whose; of a refused login, what the client called itself.
  var user: String?
  var peer: String?
  var isEncrypted: Bool?
  var command: String?
  var path: String?
  var direction: String?
  var bytes: Int64?
  var seconds: Double?
  var isText: Bool?
  var result: String?
  var reason: String?

  /// What a log keeps of an event.
  ///
  /// Passwords are in none.
  init(_ event: FTPServerEvent, at time: FileTime) {
    let milliseconds = String(1000 + time.nanoseconds / 1_000_000).dropFirst()
    self.time = DateText.moment(time.seconds).dropLast() + "." + milliseconds + "Z"
    self.event = event.name
    switch event {
    case .began(let session, let peer): take(session, peer)
    case .loggedIn(let session, let name, let peer, let isEncrypted):
      take(session, peer)
      user = name
      self.isEncrypted = isEncrypted
    case .loginRefused(let session, let name, let peer, let refusal):
      take(session, peer)
      user = String(decoding: name.prefix(AccountLimits.nameBytesMax), as: UTF8.self)
      reason = "\(refusal)"
    case .turnedAway(let session, let peer, let why):
      take(session, peer)
      reason = why.rawValue
    case .handshakeFailed(let session, let peer, let why):
      take(session, peer)
      reason = why
    case .denied(let session, let name, let command, let path, let why):
      take(session, nil)
      (user, self.command, reason) = (name, command, why)
      self.path = String(decoding: path, as: UTF8.self)
    case .transferred(let record): take(record)
    case .ended(let session, let name, let why):
      take(session, nil)
      (user, reason) = (name, why.rawValue)
    case .failed(let session, let why):
      self.session = session?.rawValue
      reason = why
    }
  }

  private mutating func take(_ session: FTPSessionID, _ peer: IPAddress?) {
    self.session = session.rawValue
    self.peer = peer?.description
  }

  private mutating func take(_ record: FTPTransferRecord) {
    take(record.session, record.peer)
    user = record.name
    isEncrypted = record.isEncrypted
    path = String(decoding: record.path, as: UTF8.self)
    direction = record.direction.rawValue
    bytes = record.bytes
    seconds = Double(record.duration / .milliseconds(1)).rounded() / 1000
    isText = record.isText
    result = record.result.rawValue
    reason = record.reason
  }

  /// The line, with its end.
  ///
  /// JSON escapes control characters, so it is one whatever is in it.
  var line: [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // A record of texts and numbers can always be encoded.
    let content = (try? encoder.encode(self)) ?? Data()
    return Array(content) + [UInt8(ascii: "\n")]
  }
}

extension FTPServerEvent {
  /// The name of its kind.
  fileprivate var name: String {
    switch self {
    case .began: "began"
    case .loggedIn: "login"
    case .loginRefused: "login-refused"
    case .turnedAway: "turned-away"
    case .handshakeFailed: "handshake-failed"
    case .denied: "denied"
    case .transferred: "transfer"
    case .ended: "ended"
    case .failed: "failed"
    }
  }
}
