import EventLoops
import Synchronization
import SystemCalls

/// The end of a mirror that is on this machine.
///
/// Everything is opened from the descriptor of the folder that was named, by openat2(2), which
/// follows no symbolic link and leaves that folder for nothing: whatever a server calls its files.
final class LocalTree: MirrorTree {
  /// The folder that was named.
  let path: [UInt8]
  private let root: Mutex<OpenFolder?>

  /// Opened with `O_PATH`.
  private final class OpenFolder: Sendable {
    let descriptor: FileDescriptor

    init(_ path: [UInt8]) throws(Errno) {
      descriptor = try System.open(path, [.path, .directory])
    }
  }

  /// Opens the folder.
  ///
  /// - Parameters:
  ///   - path: where it is; symbolic links on the way are the user's own.
  ///   - mayMiss: whether there may be none: `makeFolder` of the empty path makes it.
  /// - Throws: `CommandFailure`.
  init(_ path: [UInt8], mayMiss: Bool = false) throws(CommandFailure) {
    self.path = path
    do throws(Errno) { root = Mutex(try OpenFolder(path)) } catch {
      guard error != .noSuchFile || !mayMiss else {
        root = Mutex(nil)
        return
      }
      let name = MirrorPath.text(path)
      throw CommandFailure(
        error == .notDirectory ? "\(name): is no folder" : "\(name): \(error.description)"
      )
    }
  }

  /// Makes the folder that was named, in one that is there.
  private static func made(_ path: [UInt8]) throws(Errno) -> OpenFolder {
    let end = path.lastIndex { $0 != UInt8(ascii: "/") }.map { $0 + 1 } ?? 0
    let trimmed = Array(path[..<end])
    let folder = trimmed.lastIndex(of: UInt8(ascii: "/")).map { Array(trimmed[...$0]) }
    let above = try System.open(folder ?? Array(".".utf8), [.path, .directory])
    try System.mkdirat(above, RemoteURL.name(in: trimmed), mode: 0o777)
    return try OpenFolder(path)
  }

  /// The place of a file, whose folder is there.
  ///
  /// - Throws: `CommandFailure`.
  func place(_ path: [UInt8]) throws(CommandFailure) -> LocalPlace {
    let name = RemoteURL.name(in: path)
    let directory: FileDescriptor
    do throws(Errno) {
      directory = try open(Self.folder(of: path), [.path, .directory])
    } catch {
      throw CommandFailure("\(description(of: path)): \(error.description)")
    }
    return LocalPlace(name, in: directory, whole(path))
  }

  func description(of path: [UInt8]) -> String { MirrorPath.text(whole(path)) }

  private func whole(_ path: [UInt8]) -> [UInt8] {
    if path.isEmpty { return self.path }
    return self.path.last == UInt8(ascii: "/")
      ? self.path + path : MirrorPath.appending(path, to: self.path)
  }

  private static func folder(of path: [UInt8]) -> [UInt8] {
    path.lastIndex(of: UInt8(ascii: "/")).map { Array(path[..<$0]) } ?? []
  }

  /// Opens a folder beneath the one that was named, or that.
  private func open(_ path: [UInt8], _ flags: OpenFlags) throws(Errno) -> FileDescriptor {
    guard let root = root.withLock({ $0 }) else { throw .noSuchFile }
    let place = path.isEmpty ? Array(".".utf8) : path
    return try System.openat2(
      root.descriptor,
      place,
      flags.union(.noFollow),
      resolution: [.beneath, .noMagicLinks, .noLinks]
    )
  }

  /// Does something with a name of a folder, on a thread that may wait for the disk.
  private func change(
    _ path: [UInt8],
    _ body:
      @escaping @Sendable (borrowing FileDescriptor, [UInt8]) throws(Errno) -> Void
  ) async throws {
    try await offload(path) { [self] () throws(Errno) in
      let folder = try open(Self.folder(of: path), [.path, .directory])
      try body(folder, RemoteURL.name(in: path))
    }
  }

  private func offload<R: Sendable>(
    _ path: [UInt8],
    _ body: @escaping @Sendable () throws(Errno) -> R
  ) async throws -> R {
    do throws(OffloadError<Errno>) { return try await OffloadPool.shared.run(body) } catch {
      switch error {
      case .failed(let cause):
        throw CommandFailure("\(description(of: path)): \(cause.description)")
      default: throw error
      }
    }
  }
}

extension LocalTree {
  func isThere(_ session: SteadySession) async throws -> Bool { root.withLock { $0 != nil } }

  /// What goes while it is looked at is left out.
  func list(_ path: [UInt8], _ session: SteadySession) async throws -> MirrorListing {
    let entries = try await offload(path) { [self] () throws(Errno) in
      var reader = DirectoryReader(try open(path, [.readOnly, .directory]))
      var entries: [MirrorEntry] = []
      while let found = try reader.next() {
        guard entries.count < MirrorLimits.entriesMax else { return [MirrorEntry]?.none }
        do throws(Errno) {
          entries.append(MirrorEntry(found.name, try System.fstatat(reader.directory, found.name)))
        } catch {
          guard error == .noSuchFile else { throw error }
        }
      }
      return MirrorListing.sorted(entries)
    }
    guard let entries else {
      throw CommandFailure(
        "\(description(of: path)): has more than \(MirrorLimits.entriesMax) names"
      )
    }
    return MirrorListing(entries: entries)
  }

  func makeFolder(_ path: [UInt8], mode: UInt16?, _ session: SteadySession) async throws {
    if path.isEmpty {
      let made = try await offload(path) { [self] () throws(Errno) in try Self.made(self.path) }
      return root.withLock { $0 = made }
    }
    try await change(path) { folder, name throws(Errno) in
      // What has more bits than the user's mask allows is the other end's word.
      try System.mkdirat(folder, name, mode: mode.map { $0 & 0o777 | 0o700 } ?? 0o777)
    }
  }

  func removeFile(_ path: [UInt8], _ session: SteadySession) async throws {
    try await change(path) { folder, name throws(Errno) in try System.unlinkat(folder, name) }
  }

  func removeEmptyFolder(_ path: [UInt8], _ session: SteadySession) async throws {
    try await change(path) { folder, name throws(Errno) in
      try System.unlinkat(folder, name, isDirectory: true)
    }
  }
}
