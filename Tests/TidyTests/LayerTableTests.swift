import Testing

@Suite struct `The table of layers` {
  private let table = LayerTable(
    manifest: """
      let layers: [(name: String, mayImport: [String])] = [
        ("Low", ["Ground"]),
        ("Side", []),
        (
          "Middle",
          [
            "Low",
            "Side",
          ]
        ),
        ("High", ["Middle"]),
      ]
      let others = [
        ("Other", ["High"]),
      ]
      """
  )

  @Test func `is read out of a manifest`() {
    #expect(table.layers.map(\.name) == ["Low", "Side", "Middle", "High"])
    #expect(table.layers.map(\.mayImport) == [["Ground"], [], ["Low", "Side"], ["Middle"]])
  }

  @Test(arguments: [
    ("Low", ["Ground"]),
    ("Side", []),
    ("High", ["Middle", "Low", "Side", "Ground"]),
    ("Unknown", []),
  ])
  func `hands imports on`(name: String, importable: [String]) {
    #expect(table.importable(from: name) == Set(importable))
  }

  @Test func `is empty where there is none`() {
    #expect(LayerTable(manifest: "let package = 1").layers == [])
  }
}
