import Foundation
import SystemCalls

/// The files that a server can reach when it has given up its privileges: landlock(7).
struct FileReach {
  /// Folders in which it does everything.
  var own: [String]
  /// Folders in which it writes files of its log.
  var logs: [String]
  /// Folders and files that it reads.
  var readable: [String]

  /// What programs read of the system: names and users, libraries, certificates, its own state.
  private static let system = ["/etc", "/usr", "/lib", "/lib64", "/proc", "/run", "/dev"]

  /// What a server needs.
  init(of folder: DataFolder, _ settings: ServeSettings, configurationFile: String) {
    own =
      [folder.path] + folder.homeRoots(settings) + [settings.anonymousHome].compactMap { $0 }
    logs = [settings.transferLog, settings.xferlog].compactMap { $0 }.map(Self.folder)
    readable =
      Self.system + [
        Self.folder(of: configurationFile), Self.folder(of: folder.certificateFile(settings)),
        Self.folder(of: folder.keyFile(settings)),
      ]
  }

  /// Holds the calling thread, and all that it starts, to it.
  ///
  /// A kernel that cannot do so is told of, and is no error.
  ///
  /// - Throws: `CommandFailure`.
  func confine() throws(CommandFailure) {
    do throws(Errno) {
      try restrict()
    } catch {
      guard error == .notImplemented || error == .notSupported else {
        throw CommandFailure("restrict the server to its files: \(error)")
      }
      Complaint("this kernel has no Landlock: the server can see what its user can see").tell()
    }
  }

  private func restrict() throws(Errno) {
    let known = FileAccess.known(in: try System.landlockVersion())
    let rules = try System.makeFileRules(handling: known)
    let read: FileAccess = [.readFile, .readDirectory]
    let log: FileAccess = [.readFile, .readDirectory, .writeFile, .makeFile, .truncate]
    let devices: FileAccess = [.execute, .makeCharacterDevice, .makeBlockDevice]
    for path in own { try Self.allow(known.subtracting(devices), path, rules) }
    for path in logs { try Self.allow(known.intersection(log), path, rules) }
    for path in readable { try Self.allow(read, path, rules) }
    // Where the output of others is thrown away.
    try Self.allow([.readFile, .writeFile], "/dev/null", rules)
    try System.restrictThread(to: rules)
  }

  /// What is not there needs no rule.
  private static func allow(
    _ access: FileAccess,
    _ path: String,
    _ rules: borrowing FileDescriptor
  ) throws(Errno) {
    let place: FileDescriptor
    do throws(Errno) { place = try System.open(Array(path.utf8), [.path]) } catch {
      guard error == .noSuchFile || error == .accessDenied else { throw error }
      return
    }
    let isFolder = try System.fstat(place).kind == .directory
    let ofFiles: FileAccess = [.execute, .readFile, .writeFile, .truncate]
    try System.allow(isFolder ? access : access.intersection(ofFiles), beneath: place, in: rules)
  }

  /// The folder that a path names something in.
  static func folder(of path: String) -> String {
    let absolute =
      path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
    guard let slash = absolute.lastIndex(of: "/"), slash != absolute.startIndex else { return "/" }
    return String(absolute[..<slash])
  }
}
