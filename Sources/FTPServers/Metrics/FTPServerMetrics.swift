internal import Accounts
package import Metrics

/// What an FTP server counts, for swift-metrics.
///
/// | label | kind | what |
/// |---|---|---|
/// | `PREFIX_sessions_total` | counter | sessions that have begun |
/// | `PREFIX_sessions_open` | meter | those that last |
/// | `PREFIX_sessions_ended_total` | counter, by `reason` | those that have ended |
/// | `PREFIX_logins_total` | counter, by `tls` | logins |
/// | `PREFIX_logins_refused_total` | counter, by `reason` | logins that were refused |
/// | `PREFIX_turned_away_total` | counter, by `reason` | clients that could not try to log in |
/// | `PREFIX_handshake_failures_total` | counter | TLS handshakes that have failed |
/// | `PREFIX_denied_total` | counter | operations that permissions or a quota have denied |
/// | `PREFIX_transfers_total` | counter, by `direction` and `result` | transfers that have ended |
/// | `PREFIX_transferred_bytes_total` | counter, by `direction` | what they have transferred |
/// | `PREFIX_transfer_seconds` | timer, by `direction` | how long they have taken |
/// | `PREFIX_failures_total` | counter | failures of the account store and of homes |
///
/// No label names an account, an address or a path: there is no end of those.
package struct FTPServerMetrics: Sendable {
  private typealias Direction = FTPTransferRecord.Direction

  private let sessions: Counter
  private let open: Meter
  private let ends: [FTPSessionEnd: Counter]
  private let logins: [Bool: Counter]
  private let refusals: @Sendable (LoginRefusal) -> Counter
  private let turnedAway: [FTPTurnAwayReason: Counter]
  private let handshakeFailures: Counter
  private let denials: Counter
  private let transfers: [Direction: [FTPTransferRecord.Result: Counter]]
  private let bytes: [Direction: Counter]
  private let times: [Direction: Metrics.Timer]
  private let failures: Counter

  /// Metrics of one server.
  ///
  /// - Parameters:
  ///   - prefix: what every label begins with.
  ///   - factory: makes the metrics; nil is that of the process (`MetricsSystem`).
  package init(prefix: String = "ftp", factory: (any MetricsFactory)? = nil) {
    let factory = factory ?? MetricsSystem.factory
    let counter = { @Sendable (_ name: String, _ dimensions: (String, String)...) in
      Counter(label: "\(prefix)_\(name)", dimensions: dimensions, factory: factory)
    }
    sessions = counter("sessions_total")
    open = Meter(label: "\(prefix)_sessions_open", factory: factory)
    ends = Self.each { counter("sessions_ended_total", ("reason", $0.rawValue)) }
    logins = [
      true: counter("logins_total", ("tls", "yes")), false: counter("logins_total", ("tls", "no")),
    ]
    refusals = { counter("logins_refused_total", ("reason", $0.label)) }
    turnedAway = Self.each { counter("turned_away_total", ("reason", $0.rawValue)) }
    handshakeFailures = counter("handshake_failures_total")
    denials = counter("denied_total")
    transfers = Self.each { direction in
      Self.each { result in
        counter(
          "transfers_total",
          ("direction", direction.rawValue),
          ("result", result.rawValue)
        )
      }
    }
    bytes = Self.each { counter("transferred_bytes_total", ("direction", $0.rawValue)) }
    times = Self.each { direction in
      Metrics.Timer(
        label: "\(prefix)_transfer_seconds",
        dimensions: [("direction", direction.rawValue)],
        factory: factory
      )
    }
    failures = counter("failures_total")
  }

  /// Counts an event; quick, on any thread.
  package func count(_ event: FTPServerEvent) {
    switch event {
    case .began:
      sessions.increment()
      open.increment()
    case .ended(_, _, let reason):
      ends[reason]?.increment()
      open.decrement()
    case .loggedIn(_, _, _, let isEncrypted): logins[isEncrypted]?.increment()
    case .loginRefused(_, _, _, let refusal): refusals(refusal).increment()
    case .turnedAway(_, _, let reason): turnedAway[reason]?.increment()
    case .handshakeFailed: handshakeFailures.increment()
    case .denied: denials.increment()
    case .transferred(let record): count(record)
    case .failed: failures.increment()
    }
  }

  private func count(_ record: FTPTransferRecord) {
    transfers[record.direction]?[record.result]?.increment()
    bytes[record.direction]?.increment(by: record.bytes)
    times[record.direction]?.record(duration: record.duration)
  }

  private static func each<Case: CaseIterable & Hashable, Value>(
    _ make: (Case) -> Value
  ) -> [Case: Value] {
    Dictionary(uniqueKeysWithValues: Case.allCases.map { ($0, make($0)) })
  }
}

extension LoginRefusal {
  /// What it is called in metrics: nothing of the client's own, of which there is no end.
  fileprivate var label: String {
    switch self {
    case .invalidName: "invalid name"
    case .unknownAccount: "unknown account"
    case .noPassword: "no password"
    case .wrongPassword: "wrong password"
    case .disabled: "disabled"
    case .expired: "expired"
    case .networkNotAllowed: "network not allowed"
    case .protocolNotAllowed: "protocol not allowed"
    case .requiresTLS: "requires TLS"
    case .unavailable: "unavailable"
    }
  }
}
