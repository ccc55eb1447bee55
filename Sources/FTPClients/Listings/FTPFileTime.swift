internal import FTPProtocol

/// When a file was changed last.
public struct FTPFileTime: Hashable, Sendable {
  /// How exactly a listing has told it: what it leaves out is zero.
  public enum Precision: Hashable, Sendable {
    /// To the day: the time is the day's first moment.
    case day
    /// To the minute: the time is the minute's first second.
    case minute
    /// To the second, or better.
    case second
  }

  /// Seconds since the start of 1970, without leap seconds; negative before.
  public let seconds: Int64
  /// What is to be added to them, from 0 to 999,999,999.
  public let nanoseconds: Int
  /// How exactly it was told.
  public let precision: Precision
  /// Whether it is in UTC for certain.
  ///
  /// That of MLSD, MLST and MDTM is. LIST tells times in the zone of the server mostly, and not
  /// which that is: they are taken for UTC, and may be wrong by half a day or so.
  public let isUTC: Bool

  /// A time in UTC.
  ///
  /// - Parameters:
  ///   - seconds: since the start of 1970; what four digits of a year cannot say becomes the
  ///     nearest that they can.
  ///   - nanoseconds: what is to be added; outside of its range the nearest within.
  ///   - precision: how exactly it is known.
  public init(seconds: Int64, nanoseconds: Int = 0, precision: Precision = .second) {
    self.init(FTPTime(seconds: seconds, nanoseconds: nanoseconds), precision: precision)
  }

  init(_ time: FTPTime, precision: Precision = .second, isUTC: Bool = true) {
    seconds = time.seconds
    nanoseconds = time.nanoseconds
    self.precision = precision
    self.isUTC = isUTC
  }

  /// As the protocol has it.
  var protocolTime: FTPTime { FTPTime(seconds: seconds, nanoseconds: nanoseconds) }
}

extension FTPFileTime: Comparable {
  /// Whether the left one comes first: the earlier moment; of the same moment, the one that is less
  /// well known.
  public static func < (left: FTPFileTime, right: FTPFileTime) -> Bool {
    left.rank.lexicographicallyPrecedes(right.rank)
  }

  private var rank: [Int64] {
    [seconds, Int64(nanoseconds), precision.rank, isUTC ? 1 : 0]
  }
}

extension FTPFileTime.Precision {
  fileprivate var rank: Int64 {
    switch self {
    case .day: 0
    case .minute: 1
    case .second: 2
    }
  }
}

extension FTPFileTime: CustomStringConvertible {
  /// `YYYYMMDDHHMMSS`, as the protocol has it (RFC 3659 §2.3).
  public var description: String { protocolTime.description }
}
