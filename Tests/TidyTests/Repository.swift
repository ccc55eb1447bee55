import Foundation

/// The files of this repository, as they lie on disk around this source file.
struct Repository {
  /// What is found at the paths of a build or belongs to a tool, and is not ours to keep tidy.
  static let foreignDirectories: Set<String> = [".git", ".build", "files", "__pycache__"]

  /// Where text files of ours are recognised: by extension, or by name where they have none.
  static let textExtensions: Set<String> = [
    "c", "h", "json", "md", "modulemap", "py", "sh", "swift", "txt", "yaml", "yml",
  ]
  static let textNames: Set<String> = [
    ".editorconfig", ".gitignore", ".swift-format", "LICENSE", "Makefile", "run",
  ]

  /// The repository that this file was compiled in.
  static let current = Repository(
    root: URL(filePath: #filePath)
      .deletingLastPathComponent()
      .deletingLastPathComponent()
      .deletingLastPathComponent()
  )

  let root: URL
  /// Paths from the root of all regular files, sorted.
  let paths: [String]
  /// The text files among them.
  let files: [SourceFile]

  init(root: URL) {
    self.root = root
    paths = Self.paths(below: root)
    files = paths.filter(Self.isText).compactMap { path in
      let data = try? Data(contentsOf: root.appending(path: path))
      return data.map { SourceFile(path: path, text: String(decoding: $0, as: UTF8.self)) }
    }
  }

  /// A repository that is nothing but these files, for tests of the rules.
  init(_ files: [SourceFile]) {
    root = URL(filePath: "/nonexistent")
    paths = files.map(\.path).sorted()
    self.files = files
  }

  var swiftFiles: [SourceFile] {
    files.filter { $0.path.hasSuffix(".swift") }
  }

  /// The file at a path from the root, if it is there and a text.
  func file(_ path: String) -> SourceFile? {
    files.first { $0.path == path }
  }

  /// Whether a path from the root names a file, or a directory with files in it.
  func contains(_ path: String) -> Bool {
    paths.contains { $0 == path || $0.hasPrefix(path + "/") }
  }

  /// The names of the directories directly within a directory.
  func directories(in directory: String) -> Set<String> {
    let below = paths.filter { $0.hasPrefix(directory + "/") }
    let names = below.map { $0.dropFirst(directory.count + 1).split(separator: "/") }
    return Set(names.filter { $0.count > 1 }.map { String($0[0]) })
  }

  private static func paths(below root: URL) -> [String] {
    guard
      let walk = FileManager.default.enumerator(
        at: root,
        includingPropertiesForKeys: [.isRegularFileKey]
      )
    else { return [] }
    var paths: [String] = []
    while let url = walk.nextObject() as? URL {
      if isForeign(url.lastPathComponent) {
        walk.skipDescendants()
      } else if (try? url.resourceValues(forKeys: [.isRegularFileKey]))?.isRegularFile == true {
        paths.append(
          String(url.path(percentEncoded: false).dropFirst(root.path(percentEncoded: false).count))
        )
      }
    }
    return paths.sorted()
  }

  private static func isForeign(_ name: String) -> Bool {
    foreignDirectories.contains(name) || name.hasPrefix(".build-") || name.hasPrefix(".build_")
  }

  private static func isText(_ path: String) -> Bool {
    let name = path.split(separator: "/").last ?? ""
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    let isNamed = textNames.contains(String(name)) || path.hasPrefix("Scripts/")
    return isNamed || parts.count > 1 && textExtensions.contains(String(parts[parts.count - 1]))
  }
}
