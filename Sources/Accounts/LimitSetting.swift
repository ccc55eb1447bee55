/// A limit that somebody has set: a number, or that there shall be none.
///
/// A setting that nobody has made is nil: then the groups of an account decide.
package enum LimitSetting: Hashable, Sendable {
  /// There is no limit, whatever groups say.
  case unlimited
  /// The limit, from 0.
  case limit(Int64)

  /// The limit; nil if there is none.
  package var value: Int64? {
    switch self {
    case .unlimited: nil
    case .limit(let value): value
    }
  }
}
