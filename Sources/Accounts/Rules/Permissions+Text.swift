/// Permissions as an administrator writes them: `list,read`, or one of `all`, `read-only` and
/// `upload-only`.
extension Permissions: LosslessStringConvertible {
  /// Each permission by itself, with its name.
  package static let names: [(name: String, permission: Permissions)] = [
    ("list", .list), ("read", .read), ("create", .create), ("append", .append),
    ("overwrite", .overwrite), ("delete", .delete), ("rename", .rename),
    ("make-directory", .makeDirectory), ("remove-directory", .removeDirectory),
    ("set-mode", .setMode), ("set-time", .setTime),
  ]

  /// Several under one name.
  package static let setNames: [(name: String, permissions: Permissions)] = [
    ("all", .all), ("read-only", .readOnly), ("upload-only", .uploadOnly), ("none", []),
  ]

  /// The permissions of a list: names with a comma between two of them, without spaces, or the name
  /// of a set alone.
  ///
  /// Nil for any other text, one that is empty or names something twice included.
  package init?(_ text: String) {
    if let set = Self.setNames.first(where: { $0.name == text }) {
      self = set.permissions
      return
    }
    var result: Permissions = []
    for part in text.utf8.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
      guard let named = Self.names.first(where: { $0.name.utf8.elementsEqual(part) }),
        result.insert(named.permission).inserted
      else { return nil }
    }
    self = result
  }

  /// The shortest text that gives these permissions again.
  package var description: String {
    if let set = Self.setNames.first(where: { $0.permissions == self }) { return set.name }
    return Self.names.filter { contains($0.permission) }.map(\.name).joined(separator: ",")
  }
}
