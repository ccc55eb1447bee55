/// The sources keep to the manifest's table of layers.
enum LayerRules {
  /// Modules of the toolchain that every layer may import.
  static let commonModules: Set<String> = ["Swift", "Synchronization", "_Concurrency"]

  /// Modules from outside of the package that one layer may import in addition.
  static let furtherModules: [String: Set<String>] = [
    "SystemCalls": ["Glibc"],
    "MessageFraming": ["Foundation"],
    "Accounts": ["Crypto", "CryptoExtras", "Foundation", "GRDB"],
    "SocketServers": ["Logging", "Metrics", "ServiceLifecycle"],
    "FTPServers": ["Logging", "Metrics"],
    "switchboard": [
      "ArgumentParser", "Crypto", "Foundation", "Logging", "Metrics", "SwiftASN1", "X509", "Yams",
    ],
  ]

  /// The targets below the table, which are in C.
  static let ground: Set<String> = ["CPlatform", "COpenSSL"]
  /// Test targets that stand for no layer.
  static let testTargetsWithoutLayer: Set<String> = ["CTestSupport", "TestSupport", "TidyTests"]

  static func forbiddenImports(_ repository: Repository, _ table: LayerTable) -> [Finding] {
    table.layers.flatMap { layer in
      let allowed = table.importable(from: layer.name)
        .union(commonModules)
        .union(furtherModules[layer.name] ?? [])
      return repository.swiftFiles.filter { $0.path.hasPrefix("Sources/\(layer.name)/") }
        .flatMap { file in
          file.findingsInCode { line in
            guard let module = importedModule(line), !allowed.contains(module) else { return nil }
            return "\(layer.name) may not import \(module)"
          }
        }
    }
  }

  /// A layer may import only what stands above it in the table: it is ordered, bottom first.
  static func disorder(_ table: LayerTable) -> [Finding] {
    table.layers.enumerated().flatMap { index, layer in
      let below = Set(table.layers[..<index].map(\.name)).union(ground)
      return layer.mayImport.filter { !below.contains($0) }.map {
        Finding(path: "Package.swift", what: "\(layer.name) lists \($0), which is not below it")
      }
    }
  }

  /// Directories of sources and rows of the table are the same, and each layer has its tests.
  static func strayTargets(_ repository: Repository, _ table: LayerTable) -> [Finding] {
    let layers = Set(table.layers.map(\.name))
    let sources = repository.directories(in: "Sources")
    let tests = repository.directories(in: "Tests")
    let expectedTests = Set(layers.map { $0 + "Tests" }).union(testTargetsWithoutLayer)
    return difference(in: "Sources", is: sources, shouldBe: layers.union(ground))
      + difference(in: "Tests", is: tests, shouldBe: expectedTests)
  }

  /// The module that a line of code imports, whatever attributes it bears; nil if it imports none.
  static func importedModule(_ line: String) -> String? {
    let statement =
      #/
        \s* (?: (?: @\w+ (?: \([^)]*\) )? | [a-z]+ ) \s+ )*
        import \s+
        (?: (?: actor|class|enum|func|let|protocol|struct|typealias|var ) \s+ )?
        (\w+) (?: \.\S+ )? \s*
      /#
    guard line.contains("import") else { return nil }
    return line.wholeMatch(of: statement).map { String($0.1) }
  }

  private static func difference(
    in directory: String,
    is found: Set<String>,
    shouldBe expected: Set<String>
  ) -> [Finding] {
    found.subtracting(expected).sorted().map {
      Finding(path: "\(directory)/\($0)", what: "stands for no layer of the manifest's table")
    }
      + expected.subtracting(found).sorted().map {
        Finding(path: "\(directory)/\($0)", what: "is missing: a layer has sources and tests")
      }
  }
}
