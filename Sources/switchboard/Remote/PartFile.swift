import SystemCalls

/// A file that is being fetched: `NAME.part` until it is whole, then `NAME`.
///
/// What was fetched before an interruption stays in the part, and is gone on with where the server's
/// file has not changed since. The part is locked: two fetches of one file do not mix.
struct PartFile: ~Copyable {
  /// What a part's name ends with.
  static let suffix = Array(".part".utf8)

  private let directory: FileDescriptor
  private let name: [UInt8]
  private let file: FileDescriptor

  /// How many bytes are there.
  private(set) var size: Int64

  /// Opens the part of a file, or makes it.
  ///
  /// - Parameters:
  ///   - path: the file to be.
  ///   - expected: of the server's file: how large it is, and when it has changed last; nil where
  ///     that is unknown.
  /// - Throws: `CommandFailure`.
  init(
    of path: [UInt8],
    expecting expected: (size: Int64?, modified: FileTime?)
  ) throws(CommandFailure) {
    let slash = path.lastIndex(of: UInt8(ascii: "/"))
    let folder = slash.map { Array(path[...$0]) } ?? Array(".".utf8)
    name = slash.map { Array(path[($0 + 1)...]) } ?? path
    let part = name + Self.suffix
    do throws(Errno) {
      directory = try System.open(folder, [.path, .directory])
      file = try System.openat2(
        directory,
        part,
        [.readWrite, .create, .noFollow, .nonBlocking],
        mode: 0o666
      )
      guard try System.lockForWriting(file) else { throw .resourceBusy }
      let status = try System.fstat(file)
      guard status.kind == .file else { throw .invalidArgument }
      let isOlder = expected.modified.map { $0 > status.modified } ?? false
      let isLarger = expected.size.map { $0 < status.size } ?? false
      // The server's file is another one by now.
      if isOlder || isLarger { try System.ftruncate(file, 0) }
      size = isOlder || isLarger ? 0 : status.size
    } catch {
      let text = String(decoding: path, as: UTF8.self)
      throw CommandFailure(
        error == .resourceBusy
          ? "\(text): is being fetched already" : "\(text).part: \(error.description)"
      )
    }
  }

  /// Adds bytes at the end.
  mutating func append(_ bytes: RawSpan) throws(CommandFailure) {
    var written = 0
    while written < bytes.byteCount {
      do throws(Errno) {
        let rest = bytes.extracting(written..<bytes.byteCount)
        written += try System.pwrite(file, rest, offset: size + Int64(written))
      } catch {
        throw failure(error)
      }
    }
    size += Int64(written)
  }

  /// Begins anew: the server cannot go on in the middle.
  mutating func removeAll() throws(CommandFailure) {
    do throws(Errno) { try System.ftruncate(file, 0) } catch { throw failure(error) }
    size = 0
  }

  /// Gives the file its name, in the place of what has it.
  ///
  /// - Parameter modified: the time that it gets; nil leaves it.
  /// - Throws: `CommandFailure`; the part stays then.
  func commit(modified: FileTime?) throws(CommandFailure) {
    do throws(Errno) {
      if let modified { try System.utimensat(file, modified: modified) }
      try System.renameat2(
        directory,
        name + Self.suffix,
        to: directory,
        name,
        isReplacing: true
      )
    } catch {
      throw failure(error)
    }
  }

  /// Removes the part where nothing is in it: a file that is not there leaves no trace.
  func removeIfEmpty() {
    guard size == 0 else { return }
    try? System.unlinkat(directory, name + Self.suffix)
  }

  private func failure(_ error: Errno) -> CommandFailure {
    CommandFailure("\(String(decoding: name, as: UTF8.self)): \(error.description)")
  }
}
