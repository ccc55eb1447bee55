/// What a mirror does with a name that is at one end or at both: the rules, without input or
/// output.
struct MirrorPlan: Hashable, Sendable {
  /// Which way the files go.
  enum Direction: Hashable, Sendable {
    /// From a server to this machine.
    case fetching
    /// From this machine to a server.
    case storing
  }

  /// What makes two files the same.
  enum Equality: Hashable, Sendable {
    /// As many bytes, and the same time as exactly as both ends know it.
    case sizeAndTime
    /// The same bytes, which are read for it.
    case content
  }

  var direction = Direction.fetching
  var equality = Equality.sizeAndTime
  /// Whether only those are transferred of the files that are at both ends that are newer at the
  /// source.
  var isOnlyNewer = false
  /// Whether what the source has not is removed, and what is of another kind makes room.
  var removes = false
  /// Whether a server that files go to gives them the time of the source.
  ///
  /// Where it does not, a file has the time of its upload: later than that of the source is right.
  var serverKeepsTimes = true
  /// Whether the source tells names that begin with a dot; else they are not removed.
  var showsHidden = true

  /// What is done.
  enum Step: Hashable, Sendable {
    /// Nothing: it is as it should be, or the rules say so.
    case leave
    /// Nothing, and that is told: it is no file and no folder.
    case skip(MirrorEntry.Kind)
    /// Nothing, and that is a failure: this stands where something else is to be.
    case refuse(MirrorEntry.Kind)
    case transfer
    /// Ask the server for size and time exactly, then decide again.
    case examineTime
    /// Compare the bytes: transfer it unless they are the same.
    case examineContent
    case makeFolder
    /// The folder is there: what is in it comes next.
    case enterFolder
    /// Remove what is there, and go on as if nothing had been.
    case replace
    case remove
  }

  /// Decides.
  ///
  /// - Parameters:
  ///   - source: nil where the source has none.
  ///   - destination: the same name at the other end; nil where it has none.
  ///   - isExamined: whether the server was asked already.
  /// - Returns: what to do.
  func step(
    from source: MirrorEntry?,
    to destination: MirrorEntry?,
    isExamined: Bool = false
  ) -> Step {
    guard let source else {
      let isHidden = destination?.name.first == UInt8(ascii: ".")
      return removes && destination != nil && (showsHidden || !isHidden) ? .remove : .leave
    }
    switch (source.kind, destination?.kind) {
    case (.link, _), (.special, _): return .skip(source.kind)
    case (.file, nil): return .transfer
    case (.folder, nil): return .makeFolder
    case (.folder, .folder): return .enterFolder
    case (.file, .file):
      guard let destination else { return .transfer }
      return step(ofFile: source, to: destination, isExamined)
    case (_, let kind?): return removes ? .replace : .refuse(kind)
    }
  }

  private func step(
    ofFile source: MirrorEntry,
    to destination: MirrorEntry,
    _ isExamined: Bool
  ) -> Step {
    let server = direction == .fetching ? source : destination
    let differsInSize: Bool? =
      if let size = source.size, let other = destination.size { size != other } else { nil }
    if isOnlyNewer {
      guard isExamined || server.time?.isExact ?? false else { return .examineTime }
      guard let time = source.time, let other = destination.time, time.isLater(than: other) else {
        return .leave
      }
      return equality == .content && differsInSize != true ? .examineContent : .transfer
    }
    if differsInSize == true { return .transfer }
    if equality == .content { return .examineContent }
    guard isExamined || server.isExact else { return .examineTime }
    return hasSameTime(source, destination) ? .leave : .transfer
  }

  /// Whether two files of which no size differs are of one time; where nobody knows, the size must
  /// do.
  private func hasSameTime(_ source: MirrorEntry, _ destination: MirrorEntry) -> Bool {
    guard let time = source.time, let other = destination.time else {
      return source.size != nil && destination.size != nil
    }
    if time.agrees(with: other) { return true }
    return direction == .storing && !serverKeepsTimes && other.isLater(than: time)
  }
}
