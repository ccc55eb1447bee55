import FTPClients

/// How often, and after which pauses, it is tried again what the network has cut.
struct TransferAttempts: Hashable, Sendable {
  /// How often in a row it is tried without getting on, from 1.
  var countMax = 5

  private static let pauseFirst = Duration.seconds(1)
  private static let pauseMax = Duration.seconds(60)

  /// How long to wait before the next attempt.
  ///
  /// - Parameter failures: how many attempts have failed in a row, from 1.
  /// - Returns: nil where there is none.
  func pause(after failures: Int) -> Duration? {
    guard failures < countMax else { return nil }
    // Six doublings are a minute.
    return min(Self.pauseFirst * (1 << min(failures - 1, 6)), Self.pauseMax)
  }
}

/// The attempts of one transfer: how far it has come.
final class TransferProgress {
  /// Which attempt it is, from 1.
  fileprivate(set) var attempt = 1
  /// How many attempts have failed since the last that has got on.
  fileprivate(set) var failures = 0
  /// How many bytes have gone in this attempt, either way.
  private(set) var movedBytes: Int64 = 0
  /// How many bytes have gone in all attempts.
  private(set) var allBytes: Int64 = 0
  /// Up to which place of the file something was sent, in any attempt.
  private(set) var sent: Int64 = 0

  /// How many bytes of the file are safely where they are to be.
  private(set) var furthest: Int64 = 0
  private var furthestBefore: Int64 = 0

  /// Counts bytes that have gone.
  func add(_ count: Int) {
    movedBytes += Int64(count)
    allBytes += Int64(count)
  }

  /// Says how much of the file is safely where it is to be.
  func reach(_ place: Int64) {
    furthest = max(furthest, place)
  }

  /// Says how much of the file was sent, wherever it is now.
  func send(to place: Int64) {
    sent = max(sent, place)
  }

  /// Begins the next attempt.
  func fail() {
    failures = furthest > furthestBefore ? 1 : failures + 1
    furthestBefore = furthest
    attempt += 1
    movedBytes = 0
  }
}

extension FTPClientError {
  /// Whether another attempt may meet better luck.
  ///
  /// - Parameter wasThere: whether this server has let this user in before: what it refuses now it
  ///   may grant in a minute.
  /// - Returns: whether it may.
  func isWorthRetrying(wasThere: Bool) -> Bool {
    switch self {
    case .connect(let error):
      // Nobody listens there, or there is no such name: it will be so in a minute.
      wasThere || error.code == .timedOut
    case .transport, .dataConnection, .timedOut, .closedByServer, .truncated: true
    default: isTransient
    }
  }

  /// Whether a server has said so that has as many sessions as it takes, or may have.
  var isRefusedSession: Bool { replyCode == 421 || replyCode == 530 }
}
