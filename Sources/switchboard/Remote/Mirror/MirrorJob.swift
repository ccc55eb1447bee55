/// A file that is to be looked at, or transferred.
struct MirrorJob: Hashable, Sendable {
  /// From the folder that is mirrored on.
  var path: [UInt8]
  var source: MirrorEntry
  /// Nil where there is none, or it was removed.
  var destination: MirrorEntry?
  /// By what was decided.
  var plan: MirrorPlan
  /// `transfer`, `examineTime` or `examineContent`.
  var step: MirrorPlan.Step
  /// What the part of a file is called that is fetched.
  var partName: [UInt8]

  /// Whether it is soon done.
  var isSmall: Bool { source.size.map { $0 <= MirrorLimits.inlineBytesMax } ?? false }
}
