/// How much a mirror takes at a time.
enum MirrorLimits {
  /// How deep folders may lie: links that lead back to where they are have no end.
  static let levelsMax = 128
  /// How many names a folder may have, at either end: both lists of one folder are in memory.
  static let entriesMax = 1_000_000
  /// How many files are found ahead of those that are transferred.
  static let pendingMax = 1000
  /// How many names are kept that are to be removed at the end; others wait for the next run.
  static let removalsMax = 1_000_000
  /// How many sessions there are where nothing is said.
  static let parallelDefault = 4
  /// How many sessions there can be.
  static let parallelMax = 32
  /// Up to how many bytes a file is transferred by the session that finds them, when the others
  /// have enough to do.
  static let inlineBytesMax: Int64 = 1 << 20
  /// From how many bytes on it is worth a question whether a server has a part of a new file.
  static let resumedBytesMin: Int64 = 1 << 20
}
