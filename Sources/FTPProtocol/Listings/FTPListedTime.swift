/// A time as a listing tells it.
package struct FTPListedTime: Hashable, Sendable {
  /// How exact it is.
  package enum Precision: Hashable, Sendable, CaseIterable {
    /// The day: the time is the day's first moment.
    case day
    /// The minute: the time is the minute's first second.
    case minute
    /// The second, and its fraction where there is one.
    case second
  }

  /// The moment; read as if it was in UTC where that is not known.
  package var time: FTPTime
  /// How exact it is.
  package var precision: Precision
  /// Whether the time is in UTC for certain.
  ///
  /// It is in MLSD and EPLF, and where a zone was told. Otherwise it is in the zone of the server,
  /// which listings do not tell: one of UTC with some, the local one with others.
  package var isUTC: Bool

  /// A time of a listing.
  package init(_ time: FTPTime, _ precision: Precision, isUTC: Bool = false) {
    self.time = time
    self.precision = precision
    self.isUTC = isUTC
  }
}
