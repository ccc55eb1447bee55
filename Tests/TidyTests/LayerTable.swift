/// The table of layers in the manifest: who may import whom.
struct LayerTable: Equatable {
  struct Layer: Equatable {
    var name: String
    var mayImport: [String]
  }

  var layers: [Layer]

  /// Reads the rows `("Name", ["Other", …])` of `let layers` in the text of a manifest.
  init(manifest: String) {
    let start = manifest.firstRange(of: "let layers")?.upperBound ?? manifest.endIndex
    let table = manifest[start...].prefix(through: "\n]\n")
    layers = table.matches(of: #/\(\s*"(\w+)",\s*\[([^\]]*)\]/#).map { row in
      Layer(name: String(row.1), mayImport: row.2.matches(of: #/"(\w+)"/#).map { String($0.1) })
    }
  }

  /// All modules of this package that a layer may import: those listed for it, and theirs.
  func importable(from name: String) -> Set<String> {
    var reached: Set<String> = []
    var open = [name]
    while let next = open.popLast() {
      let listed = layers.first { $0.name == next }?.mayImport ?? []
      open += listed.filter { reached.insert($0).inserted }
    }
    return reached
  }
}

extension Substring {
  /// The text up to the first occurrence of `end`, with it; all of it where there is none.
  fileprivate func prefix(through end: String) -> Substring {
    firstRange(of: end).map { self[..<$0.upperBound] } ?? self
  }
}
