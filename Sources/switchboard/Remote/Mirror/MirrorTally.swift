/// What a mirror has done, in figures.
struct MirrorTally: Hashable, Sendable, Encodable {
  /// Files that were transferred.
  var transferredFiles = 0
  /// Bytes of them that have gone.
  var transferredBytes: Int64 = 0
  /// Folders that were made.
  var madeFolders = 0
  /// Files and folders that were removed.
  var removed = 0
  /// Files that were left as they are.
  var leftAlone = 0
  /// Links and the like, which are not mirrored.
  var skipped = 0
  /// What could not be done.
  var failed = 0

  /// The last line: `3 files fetched (1.2 MiB), 1 folder made, 0 removed, 10 left alone, 0 failed`.
  func line(_ direction: MirrorPlan.Direction, isDryRun: Bool) -> String {
    let verb = direction == .fetching ? "fetched" : "stored"
    let bytes = isDryRun ? "" : " (\(ProgressText.size(transferredBytes)))"
    var parts = [
      Self.count(transferredFiles, "file") + " \(isDryRun ? "to be " : "")\(verb)" + bytes,
      Self.count(madeFolders, "folder") + (isDryRun ? " to be made" : " made"),
      "\(removed)" + (isDryRun ? " to be removed" : " removed"), "\(leftAlone) left alone",
    ]
    if skipped > 0 { parts.append("\(skipped) skipped") }
    parts.append("\(failed) failed")
    return parts.joined(separator: ", ")
  }

  private static func count(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
  }
}
