import Testing

@Suite struct `Rules of layers` {
  private let table = LayerTable(
    manifest: "let layers = [\n  (\"Low\", []),\n  (\"SystemCalls\", [\"Low\"]),\n]\n"
  )

  @Test(
    arguments: [
      ("import A", "A"),
      ("  internal import A", "A"),
      ("@_exported public import A", "A"),
      ("@_spi(Other) package import A  ", "A"),
      ("public import struct A.B", "A"),
      ("@_exported public import func A.b.c", "A"),
      ("import A.B", "A"),
      ("let a = important(A)", nil),
      ("import", nil),
      ("imported A", nil),
    ] as [(String, String?)]
  )
  func `know an import in all its forms`(line: String, module: String?) {
    #expect(LayerRules.importedModule(line) == module)
  }

  @Test(arguments: [
    ("Sources/Low/A.swift", "public import SystemCalls", 1),
    ("Sources/Low/A.swift", "import Foundation", 1),
    ("Sources/Low/A.swift", "import Glibc", 1),
    ("Sources/Low/A.swift", "import Synchronization", 0),
    ("Sources/Low/A.swift", "// import Foundation", 0),
    ("Sources/SystemCalls/A/B.swift", "import Glibc\nimport Low", 0),
    ("Sources/SystemCalls/A/B.swift", "import Foundation", 1),
    ("Tests/LowTests/A.swift", "import Foundation", 0),
  ])
  func `forbid what the table does not list`(path: String, text: String, count: Int) {
    #expect(LayerRules.forbiddenImports(.of(path, text), table).count == count)
  }

  @Test func `demand that the table is in order`() {
    #expect(LayerRules.disorder(table).isEmpty)
    let manifest = "let layers = [\n  (\"Low\", [\"High\", \"CPlatform\"]),\n  (\"High\", []),\n]\n"
    let findings = LayerRules.disorder(LayerTable(manifest: manifest))
    #expect(findings.map(\.what) == ["Low lists High, which is not below it"])
  }

  @Test func `find directories without layer and layers without directory`() {
    let paths = [
      "Sources/COpenSSL/a.h", "Sources/CPlatform/a.c", "Sources/Low/A.swift",
      "Sources/Stray/A.swift",
      "Tests/CTestSupport/a.c", "Tests/LowTests/A.swift", "Tests/TestSupport/A.swift",
      "Tests/TidyTests/A.swift", "Tests/StrayTests/A.swift",
    ]
    let repository = Repository(paths.map { SourceFile(path: $0, text: "") })
    #expect(
      LayerRules.strayTargets(repository, table).map(\.path) == [
        "Sources/Stray", "Sources/SystemCalls", "Tests/StrayTests", "Tests/SystemCallsTests",
      ]
    )
  }
}
