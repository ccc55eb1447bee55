extension Repository {
  /// A repository of one file.
  static func of(_ path: String, _ text: String) -> Repository {
    Repository([SourceFile(path: path, text: text)])
  }
}
