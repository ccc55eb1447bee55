// swift-tools-version: 6.2
import PackageDescription

// The architecture, bottom first. A layer names every layer that it may import: those listed and,
// through them, whatever they may import. The tidy test holds the sources to this table.
let layers: [(name: String, mayImport: [String])] = [
  ("SystemCalls", ["CPlatform"]),
  ("SocketAddresses", []),
  ("ByteStreams", []),
  ("Sockets", ["SystemCalls", "SocketAddresses", "ByteStreams"]),
  ("SocketServers", ["Sockets", "SystemCalls"]),
]

// What a program can depend on, one by one. Everything else is `package` access.
let productNames = ["SocketAddresses", "ByteStreams", "Sockets", "SocketServers"]

let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("ImmutableWeakCaptures"),
  .enableUpcomingFeature("InferIsolatedConformances"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

func dependencies(_ names: [String]) -> [Target.Dependency] {
  names.map { .target(name: $0) }
}

let package = Package(
  name: "switchboard",
  products: productNames.map { .library(name: $0, targets: [$0]) },
  targets: [.target(name: "CPlatform")]
    + layers.map { layer in
      .target(
        name: layer.name,
        dependencies: dependencies(layer.mayImport),
        swiftSettings: settings
      )
    }
    + [
      .target(
        name: "TestSupport",
        dependencies: dependencies(["CPlatform", "SystemCalls"]),
        path: "Tests/TestSupport",
        swiftSettings: settings
      ),
      .testTarget(
        name: "SystemCallsTests",
        dependencies: dependencies(["SystemCalls", "CPlatform", "TestSupport"]),
        swiftSettings: settings
      ),
      .testTarget(
        name: "SocketAddressesTests",
        dependencies: dependencies(["SocketAddresses", "CPlatform", "TestSupport"]),
        swiftSettings: settings
      ),
    ]
)
