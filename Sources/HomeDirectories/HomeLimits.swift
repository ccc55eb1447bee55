internal import SystemCalls

/// How large what clients name, and what the layer holds at once, may be.
package enum HomeLimits {
  /// Bytes of one name: `NAME_MAX` of every file system in use.
  package static let nameBytesMax = 255

  /// Bytes of a path from `/` on: what the kernel takes (`PATH_MAX`), where the `/` is not sent and
  /// a NUL is.
  package static let pathBytesMax = 4096

  /// Names in a path: far more than anybody has in use, and fewer than `treeLevelsMax`.
  package static let pathNamesMax = 200

  /// Levels of a tree that is walked: each holds a descriptor and `DirectoryReader.bufferBytes`.
  package static let treeLevelsMax = 256

  /// How often a call is made again that another process's renaming has crossed.
  package static let attemptsMax = 128

  /// Symbolic links, one leading to the next, that a file to be written is looked for through: as
  /// many as the kernel follows.
  package static let linksMax = 40

  /// Entries that a listing gives at once: what is stated and held before the caller may stop.
  package static let batchEntriesMax = 1024

  /// Entries of a sorted listing, which is held in memory, some 200 bytes an entry.
  package static let sortedEntriesMax = 10_000

  /// Parts that are removed with the directory that holds nothing else.
  package static let removedPartsMax = 1000

  /// Seconds that the part of a cut upload is kept for its owner: a day.
  package static let partSecondsMax: Int64 = 24 * 60 * 60
}
