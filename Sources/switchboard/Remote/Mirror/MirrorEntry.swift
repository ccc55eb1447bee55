import FTPClients
import SystemCalls

/// A name in a folder at either end, as far as a mirror looks at it.
struct MirrorEntry: Hashable, Sendable {
  /// What it is.
  enum Kind: Hashable, Sendable {
    case file, folder, link
    /// A pipe, a device, a socket and the like.
    case special
  }

  /// One name, without a slash.
  var name: [UInt8]
  var kind: Kind
  /// In bytes; nil where a server does not tell.
  var size: Int64?
  /// When it was changed last; nil where a server does not tell.
  var time: MirrorTime?
  /// The permission bits; nil where a server does not tell.
  var mode: UInt16?

  /// Whether size and time are known as well as they can be.
  var isExact: Bool { size != nil && time?.isExact ?? false }
}

extension MirrorEntry {
  /// What a server has told.
  ///
  /// What it has not called anything is taken for a file: it is told when it is looked at.
  init(_ entry: FTPEntry) {
    kind =
      switch entry.kind {
      case .file, .unknown: .file
      case .directory: .folder
      case .symbolicLink: .link
      case .other: .special
      }
    name = entry.name.bytes
    size = entry.kind == .file ? entry.size : nil
    time = entry.modified.map { MirrorTime($0) }
    mode = entry.mode
  }

  /// What the file system of this machine has told.
  init(_ name: [UInt8], _ status: FileStatus) {
    kind =
      switch status.kind {
      case .file: .file
      case .directory: .folder
      case .link: .link
      default: .special
      }
    self.name = name
    size = status.size
    time = MirrorTime(seconds: status.modified.seconds)
    mode = status.mode
  }
}

/// When a file was changed last, as well as an end of a mirror knows it.
struct MirrorTime: Hashable, Sendable {
  /// Seconds since the start of 1970.
  var seconds: Int64
  /// How many seconds it is exact to: 1, or those of a minute or a day.
  var unit: Int64 = 1
  /// Whether the zone is known; what a server lists without one is taken for UTC.
  var hasZone = true

  /// Whether it can be compared with a time of a file system.
  var isExact: Bool { unit == 1 && hasZone }

  /// Whether both may be one time: what the less exact one leaves out does not count.
  func agrees(with other: MirrorTime) -> Bool {
    let unit = max(unit, other.unit)
    return floor(to: unit) == other.floor(to: unit)
  }

  /// Whether it is later, by more than what the less exact one leaves out.
  func isLater(than other: MirrorTime) -> Bool {
    let unit = max(unit, other.unit)
    return floor(to: unit) > other.floor(to: unit)
  }

  /// How many whole units since the start of 1970.
  private func floor(to unit: Int64) -> Int64 {
    let (quotient, remainder) = seconds.quotientAndRemainder(dividingBy: unit)
    return remainder < 0 ? quotient - 1 : quotient
  }
}

extension MirrorTime {
  /// What a server has told.
  init(_ time: FTPFileTime) {
    let unit: Int64 =
      switch time.precision {
      case .second: 1
      case .minute: 60
      case .day: 86_400
      }
    self.init(seconds: time.seconds, unit: unit, hasZone: time.isUTC)
  }
}
