import Sockets
import SystemCalls

/// Whether there is room on the disk, and there are descriptors for as many sessions as may come.
struct RoomCheck {
  let folder: DataFolder
  let settings: ServeSettings

  /// The part of a disk that should be free, as one of so many.
  static let freePart: Int64 = 20
  /// Descriptors of a session that transfers: its control and its data connection, the file, its
  /// folder, and the pipes of an upload.
  static let descriptorsPerSession = 8
  /// Descriptors that the server has anyway: loops, listeners, accounts, logs.
  static let descriptorsElse = 100

  /// Looks.
  func run(_ findings: inout Findings) {
    checkDisk(folder.path, &findings)
    for root in settings.homeRoots where root != folder.path { checkDisk(root, &findings) }
    checkDescriptors(&findings)
  }

  private func checkDisk(_ path: String, _ findings: inout Findings) {
    // What is not there is told elsewhere.
    guard let place = try? System.open(Array(path.utf8), [.directory, .readOnly]),
      let space = try? System.fstatvfs(place)
    else { return }
    if space.isReadOnly {
      return findings.problem(
        "the file system of \(path) is read-only",
        advice: "mount it for writing"
      )
    }
    guard space.available < space.capacity / Self.freePart else { return }
    findings.problem(
      "the disk of \(path) has \(SizeText.write(space.available)) left",
      advice: "remove something, or give it more"
    )
  }

  private func checkDescriptors(_ findings: inout Findings) {
    guard let limit = try? System.getDescriptorLimit() else { return }
    let needed = settings.sessionsMax * Self.descriptorsPerSession + Self.descriptorsElse
    guard limit.maximum < UInt64(clamping: needed) else { return }
    findings.note(
      "this user may have \(limit.maximum) open files, and sessions-max of "
        + "\(settings.sessionsMax) could need \(needed): see LimitNOFILE or ulimit -n"
    )
  }
}
