import Foundation
import TutorialCommands

/// The folder that a server gives out, and the names in it that its clients may say.
///
/// A name is looked at after its links have been followed, and refused where it has left the
/// folder. It is opened afterwards, so somebody who can make links inside the folder in that moment
/// could lead it out: for a folder that others write to, a server needs the kernel's help, which
/// this example does not take.
struct SharedFolder {
  private let root: URL

  /// The folder at `path`, which must exist.
  init(_ path: String) throws(FileFailure) {
    root = URL(fileURLWithPath: path, isDirectory: true).resolvingSymlinksInPath()
    guard Self.isDirectory(root) else { throw FileFailure("open", path, "is not a folder") }
  }

  /// Opens a file for reading.
  func open(_ name: String, in directory: [String]) throws(Refusal) -> OpenFile {
    guard let path = existing(name, in: directory)?.path else { throw .noFile }
    do { return try OpenFile(path) } catch { throw .noFile }
  }

  /// Begins a file of this name.
  func place(_ name: String, in directory: [String]) throws(Refusal) -> PlacedFile {
    guard let place = place(of: name, in: directory) else { throw .notPermitted }
    do { return try PlacedFile(at: place) } catch {
      TutorialProgram.complain(error.description)
      throw .notPermitted
    }
  }

  /// The entries of a directory, sorted: a line `TYPE SIZE NAME` for each, the type `d` (of size 0)
  /// or `f`.
  ///
  /// Names that begin with a dot are left out, and links that lead out of the folder or nowhere.
  func list(_ path: String, in directory: [String]) throws(Refusal) -> String {
    guard let components = components(of: path, in: directory),
      let url = existing(path, in: directory), Self.isDirectory(url)
    else { throw .noDirectory }
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: url.path) else {
      throw .notPermitted
    }
    let lines = names.filter { !$0.hasPrefix(".") }.sorted().compactMap { name -> String? in
      guard let entry = existing(components + [name]) else { return nil }
      guard !Self.isDirectory(entry) else { return "d 0 \(Self.printable(name))\n" }
      let size = (try? FileManager.default.attributesOfItem(atPath: entry.path)[.size]) as? Int
      return "f \(size ?? 0) \(Self.printable(name))\n"
    }
    let listing = lines.joined()
    guard listing.utf8.count <= Instruction.listingBytesMax else { throw Refusal("too many names") }
    return listing
  }

  /// The directory that a path leads to, as the components below the folder.
  func directory(_ path: String, from directory: [String]) throws(Refusal) -> [String] {
    guard let components = components(of: path, in: directory),
      let url = existing(path, in: directory), Self.isDirectory(url)
    else { throw .noDirectory }
    return components
  }

  /// Deletes a file; never a directory.
  func delete(_ name: String, in directory: [String]) throws(Refusal) {
    guard let url = existing(name, in: directory), !Self.isDirectory(url),
      let place = place(of: name, in: directory)
    else { throw .noFile }
    do { try FileManager.default.removeItem(at: place) } catch { throw .notPermitted }
  }

  /// Where a file of this name is, or is to be put; nil where the name cannot be or leads out.
  private func place(of name: String, in directory: [String]) -> URL? {
    guard var components = components(of: name, in: directory), let last = components.popLast(),
      let parent = contained(components), Self.isDirectory(parent)
    else { return nil }
    return parent.appendingPathComponent(last)
  }

  private func existing(_ name: String, in directory: [String]) -> URL? {
    components(of: name, in: directory).flatMap(existing)
  }

  private func existing(_ components: [String]) -> URL? {
    guard let url = contained(components), FileManager.default.fileExists(atPath: url.path) else {
      return nil
    }
    return url
  }

  /// The components of a path below the folder; nil where it climbs out, or has what no name has.
  ///
  /// The path is looked at byte by byte, as the kernel does: to Swift a slash and a combining mark
  /// after it are one character, which is not a slash.
  private func components(of path: String, in directory: [String]) -> [String]? {
    guard !path.utf8.contains(where: { $0 < 0x20 || $0 == 0x7f }) else { return nil }
    var components = path.utf8.first == UInt8(ascii: "/") ? [] : directory
    for component in path.utf8.split(separator: UInt8(ascii: "/")) {
      switch Array(component) {
      case Array(".".utf8): continue
      case Array("..".utf8): guard components.popLast() != nil else { return nil }
      default: components.append(String(decoding: component, as: UTF8.self))
      }
    }
    return components
  }

  /// The place with its links followed; nil where that is outside the folder.
  private func contained(_ components: [String]) -> URL? {
    let url = components.reduce(root) { $0.appendingPathComponent($1) }.resolvingSymlinksInPath()
    // Bytes again: to Swift two spellings of a letter are equal, to the kernel they are two names.
    let (path, folder) = (Array(url.path.utf8), Array(root.path.utf8))
    let isInside =
      path == folder || folder == [UInt8(ascii: "/")]
      || path.starts(with: folder + [UInt8(ascii: "/")])
    return isInside ? url : nil
  }

  private static func isDirectory(_ url: URL) -> Bool {
    (try? url.resourceValues(forKeys: [.isDirectoryKey]).isDirectory) == true
  }

  /// A name on one line, whatever it has in it.
  private static func printable(_ name: String) -> String {
    String(name.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7f ? "?" : Character($0) })
  }
}
