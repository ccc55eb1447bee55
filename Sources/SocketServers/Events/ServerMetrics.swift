public import Metrics

/// What a server counts, for swift-metrics.
///
/// | label | kind | what |
/// |---|---|---|
/// | `PREFIX_connections_total` | counter | connections that have come to their handler |
/// | `PREFIX_connections_open` | meter | those that are open |
/// | `PREFIX_refused_total` | counter, by `reason` | connections closed unheard |
/// | `PREFIX_handshake_failures_total` | counter | connections that did not come to their handler |
/// | `PREFIX_handler_failures_total` | counter | handlers that threw |
/// | `PREFIX_accept_failures_total` | counter | failures of accept(2) |
/// | `PREFIX_datagrams_total` | counter | datagrams that have come to a handler |
/// | `PREFIX_datagrams_refused_total` | counter, by `reason` | datagrams dropped unheard |
/// | `PREFIX_datagram_failures_total` | counter | failures of datagrams and their handlers |
public final class ServerMetrics: Sendable {
  private let connections: Counter
  private let open: Meter
  private let refusals: [RefusalReason: Counter]
  private let handshakeFailures: Counter
  private let handlerFailures: Counter
  private let acceptFailures: Counter
  private let datagrams: Counter
  private let datagramRefusals: [DatagramRefusal: Counter]
  private let datagramFailures: Counter

  /// Metrics of one server.
  ///
  /// - Parameters:
  ///   - prefix: what every label begins with.
  ///   - factory: makes the metrics; nil is that of the process (`MetricsSystem`).
  public init(prefix: String = "server", factory: (any MetricsFactory)? = nil) {
    let factory = factory ?? MetricsSystem.factory
    func counter(_ name: String, _ dimensions: [(String, String)] = []) -> Counter {
      Counter(label: "\(prefix)_\(name)", dimensions: dimensions, factory: factory)
    }
    connections = counter("connections_total")
    open = Meter(label: "\(prefix)_connections_open", factory: factory)
    let reasons = RefusalReason.allCases.map { reason in
      (reason, counter("refused_total", [("reason", reason.rawValue)]))
    }
    refusals = Dictionary(uniqueKeysWithValues: reasons)
    handshakeFailures = counter("handshake_failures_total")
    handlerFailures = counter("handler_failures_total")
    acceptFailures = counter("accept_failures_total")
    datagrams = counter("datagrams_total")
    let datagramReasons = DatagramRefusal.allCases.map { reason in
      (reason, counter("datagrams_refused_total", [("reason", reason.rawValue)]))
    }
    datagramRefusals = Dictionary(uniqueKeysWithValues: datagramReasons)
    datagramFailures = counter("datagram_failures_total")
  }

  /// Counts an event.
  func count(_ event: ServerEvent) {
    switch event {
    case .opened:
      connections.increment()
      open.increment()
    case .closed(_, _, let error):
      if error != nil { handlerFailures.increment() }
      open.decrement()
    case .refused(_, let reason): refusals[reason]?.increment()
    case .handshakeFailed: handshakeFailures.increment()
    case .acceptFailed: acceptFailures.increment()
    case .datagramFailed, .receiveFailed: datagramFailures.increment()
    // Not all are told.
    case .datagramRefused: break
    }
  }

  /// Counts a datagram that comes to a handler.
  func countDatagram() {
    datagrams.increment()
  }

  /// Counts a datagram that is dropped.
  func count(_ refusal: DatagramRefusal) {
    datagramRefusals[refusal]?.increment()
  }
}
