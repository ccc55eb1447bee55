import Foundation
import Sockets

/// The folder that a server gives out, and the names in it that its clients may say.
///
/// A name is looked at after its links have been followed, and refused where it has left the folder. It
/// is opened afterwards, so somebody who can make links inside the folder in that moment could lead it
/// out: for a folder that others write to, a server needs the kernel's help, which this example does
/// not take.
struct SharedFolder {
  private let root: URL

  /// The folder at `path`, which must exist.
  init(_ path: String) throws {
    root = URL(fileURLWithPath: path, isDirectory: true).resolvingSymlinksInPath()
    guard Self.isDirectory(root) else { throw Refusal("\(path): no such folder") }
  }

  /// An open file and how large it is.
  struct OpenFile: ~Copyable {
    var descriptor: FileDescriptor
    var size: Int
  }

  /// Opens a file for reading.
  func open(_ name: String, in directory: [String]) throws -> OpenFile {
    guard let path = existing(name, in: directory)?.path else { throw Refusal.noFile }
    let number = unsafe Foundation.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard number >= 0 else { throw Refusal.noFile }
    let descriptor = FileDescriptor(owning: number)
    var status = stat()
    // SAFETY: fstat writes one `struct stat`.
    guard unsafe fstat(number, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw Refusal.noFile
    }
    return OpenFile(descriptor: descriptor, size: Int(status.st_size))
  }

  /// The entries of a directory, sorted: a line `TYPE SIZE NAME` for each, the type `d` or `f`.
  func list(_ path: String, in directory: [String]) throws -> String {
    guard let url = existing(path, in: directory), Self.isDirectory(url) else {
      throw Refusal.noDirectory
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: url.path).sorted()
    return names.filter { !$0.hasPrefix(".") }.map { name in
      let entry = url.appendingPathComponent(name)
      let size = (try? FileManager.default.attributesOfItem(atPath: entry.path)[.size]) as? Int
      return "\(Self.isDirectory(entry) ? "d" : "f") \(size ?? 0) \(Self.printable(name))\n"
    }.joined()
  }

  /// The directory that a path leads to, as the components below the folder.
  func directory(_ path: String, from directory: [String]) throws -> [String] {
    guard let components = components(of: path, in: directory),
      let url = existing(path, in: directory), Self.isDirectory(url)
    else { throw Refusal.noDirectory }
    return components
  }

  /// Deletes a file; never a directory.
  func delete(_ name: String, in directory: [String]) throws {
    guard let url = existing(name, in: directory), !Self.isDirectory(url),
      let place = place(of: name, in: directory)
    else { throw Refusal.noFile }
    do { try FileManager.default.removeItem(at: place) } catch {
      throw Refusal("not permitted")
    }
  }

  /// Where a file of this name is to be put; nil where the name cannot be or leads out.
  func place(of name: String, in directory: [String]) -> URL? {
    guard var components = components(of: name, in: directory), let last = components.popLast(),
      let parent = contained(components), Self.isDirectory(parent)
    else { return nil }
    return parent.appendingPathComponent(last)
  }

  private func existing(_ name: String, in directory: [String]) -> URL? {
    guard let components = components(of: name, in: directory), let url = contained(components),
      FileManager.default.fileExists(atPath: url.path)
    else { return nil }
    return url
  }

  /// The components of a path below the folder; nil where it climbs out, or has what no name has.
  private func components(of path: String, in directory: [String]) -> [String]? {
    guard !path.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7f }) else {
      return nil
    }
    var components = path.hasPrefix("/") ? [] : directory
    for component in path.split(separator: "/") {
      switch component {
      case ".": continue
      case "..": guard components.popLast() != nil else { return nil }
      default: components.append(String(component))
      }
    }
    return components
  }

  /// The place with its links followed; nil where that is outside the folder.
  private func contained(_ components: [String]) -> URL? {
    let url = components.reduce(root) { $0.appendingPathComponent($1) }.resolvingSymlinksInPath()
    let isInside = url.path == root.path || url.path.hasPrefix(root.path + "/") || root.path == "/"
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
