import FTPClients

/// An end of a mirror: folders and files beneath one that the user has named.
///
/// Paths have slashes between names and none at either end; the empty one is the folder that was
/// named. What is told of a failure names the whole path.
protocol MirrorTree: Sendable {
  /// How a path is known to users.
  func description(of path: [UInt8]) -> String

  /// Tells whether the folder that was named is there.
  ///
  /// - Throws: where it is something else, and where it cannot be found out.
  func isThere(_ session: SteadySession) async throws -> Bool

  /// Lists a folder, all of it in memory, `MirrorLimits.entriesMax` names at most.
  func list(_ path: [UInt8], _ session: SteadySession) async throws -> MirrorListing

  /// Makes a folder in one that is there.
  ///
  /// - Parameters:
  ///   - path: the new one.
  ///   - mode: its permission bits; nil for those of any new folder.
  ///   - session: the caller's.
  /// - Throws: where it cannot be made, or something is there.
  func makeFolder(_ path: [UInt8], mode: UInt16?, _ session: SteadySession) async throws

  /// Removes what is no folder; a symbolic link itself.
  func removeFile(_ path: [UInt8], _ session: SteadySession) async throws

  /// Removes a folder in which nothing is.
  func removeEmptyFolder(_ path: [UInt8], _ session: SteadySession) async throws
}

extension MirrorTree {
  /// Removes a folder with all that is in it and not left out.
  ///
  /// - Returns: how many files and folders are gone, and whether the folder is among them: not
  ///   where something in it is left out.
  func removeFolder(
    _ path: [UInt8],
    except filter: PathFilter,
    level: Int,
    _ session: SteadySession
  ) async throws -> (count: Int, isGone: Bool) {
    guard level <= MirrorLimits.levelsMax else {
      throw CommandFailure(
        "\(description(of: path)): folders lie more than \(MirrorLimits.levelsMax) deep"
      )
    }
    var count = 0
    var isEmpty = true
    for entry in try await list(path, session).entries {
      let inner = MirrorPath.appending(entry.name, to: path)
      guard filter.takes(inner, isFolder: entry.kind == .folder) else {
        isEmpty = false
        continue
      }
      if entry.kind == .folder {
        let removed = try await removeFolder(inner, except: filter, level: level + 1, session)
        count += removed.count
        isEmpty = isEmpty && removed.isGone
      } else {
        try await removeFile(inner, session)
        count += 1
      }
    }
    guard isEmpty else { return (count, false) }
    try await removeEmptyFolder(path, session)
    return (count + 1, true)
  }
}

/// Paths beneath the folder that is mirrored.
enum MirrorPath {
  /// The path of a name in a folder.
  static func appending(_ name: [UInt8], to folder: [UInt8]) -> [UInt8] {
    folder.isEmpty ? name : folder + [UInt8(ascii: "/")] + name
  }

  /// As people see it: one line, in which nothing commands a terminal.
  static func text(_ path: [UInt8], isFolder: Bool = false) -> String {
    if path.isEmpty { return "." + (isFolder ? "/" : "") }
    return FTPPath(bytes: path).description + (isFolder ? "/" : "")
  }
}
