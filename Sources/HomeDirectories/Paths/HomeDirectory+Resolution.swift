internal import SystemCalls

// From a path to what it leads to. The kernel walks, from the home's descriptor on, and refuses
// whatever would leave: that, and no comparison of texts, keeps clients in.
extension HomeDirectory {
  /// Opens what a path leads to, through symbolic links that stay within.
  ///
  /// - Parameters:
  ///   - path: from the home on; it may hold `..`, which the kernel walks.
  ///   - flags: how to open it.
  /// - Returns: the open descriptor.
  /// - Throws: `noSuchFile` for ways that lead out, as for those that lead nowhere; `busy` where
  ///   renaming crossed each of `HomeLimits.attemptsMax` attempts; what the call says.
  func open(_ path: [UInt8], _ flags: OpenFlags) throws(HomeError) -> FileDescriptor {
    for _ in 0..<HomeLimits.attemptsMax {
      do throws(Errno) {
        return try System.openat2(
          root,
          path,
          flags,
          resolution: [.beneath, .noMagicLinks]
        )
      } catch .wouldBlock {
        continue
      } catch .crossDevice {
        throw .noSuchFile
      } catch {
        throw HomeError(error)
      }
    }
    throw .busy
  }

  /// Opens the directory that holds the last name of a path.
  ///
  /// - Parameters:
  ///   - path: whose last name is meant, a symbolic link itself.
  ///   - homeError: what to throw for the home, which has no name in itself.
  /// - Returns: the directory and the name.
  /// - Throws: as `open`.
  func place(
    of path: HomePath,
    ifHome homeError: HomeError = .isADirectory
  ) throws(HomeError) -> HomePlace {
    guard let name = path.name else { throw homeError }
    let directory = try open(path.parent.relativeText, [.path, .directory])
    return HomePlace(directory: directory, name: name)
  }

  /// Finds where a file is to be written: as `place`, but a last symbolic link is followed while it
  /// stays within, to a name that nothing has yet too.
  ///
  /// - Throws: `noSuchFile` for a link that leads out, `tooManyLinks` after `HomeLimits.linksMax`.
  func target(of path: HomePath) throws(HomeError) -> HomePlace {
    guard let name = path.name else { throw .isADirectory }
    var way = path.parent.relativeText
    var last = name
    for _ in 0...HomeLimits.linksMax {
      let place = HomePlace(directory: try open(way, [.path, .directory]), name: last)
      guard try place.status()?.kind == .link else { return place }
      let text = try HomeError.from { () throws(Errno) in
        try System.readlinkat(place.directory, last)
      }
      guard text.first != HomePath.slash else { throw .noSuchFile }
      let cut = text.lastIndex(of: HomePath.slash).map { $0 + 1 } ?? 0
      way += [HomePath.slash] + text[..<cut]
      last = Array(text[cut...])
      if last.isEmpty || last == [HomePath.dot] || last == [HomePath.dot, HomePath.dot] {
        throw .isADirectory
      }
    }
    throw .tooManyLinks
  }
}
