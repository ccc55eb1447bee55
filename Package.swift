// swift-tools-version: 6.2
import PackageDescription

// The architecture, bottom first. A layer names every layer that it may import: those listed and,
// through them, whatever they may import. The tidy test holds the sources to this table.
let layers: [(name: String, mayImport: [String])] = [
  ("SystemCalls", ["CPlatform"]),
  ("SocketAddresses", []),
  ("ByteStreams", []),
  ("ByteStreamsTesting", ["ByteStreams"]),
  ("Sockets", ["CPlatform", "SystemCalls", "SocketAddresses", "ByteStreams"]),
  ("EventLoops", ["CPlatform", "SystemCalls"]),
  ("AsyncSockets", ["ByteStreams", "SocketAddresses", "Sockets", "EventLoops", "SystemCalls"]),
  ("SocketServers", ["Sockets", "SystemCalls"]),
  ("switchboard", ["SocketAddresses", "Sockets", "EventLoops", "AsyncSockets", "SystemCalls"]),
]

// The layers that are programs, with what they take from other packages.
let programs: [String: [Target.Dependency]] = [
  "switchboard": [.product(name: "ArgumentParser", package: "swift-argument-parser")]
]

// What a program can depend on, one by one. Everything else is `package` access.
let productNames = [
  "SocketAddresses", "ByteStreams", "ByteStreamsTesting", "Sockets", "EventLoops", "AsyncSockets",
  "SocketServers",
]

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
  // A property may give out a span of what it belongs to: `ReceivedBytes.bytes`.
  .enableExperimentalFeature("Lifetimes"),
]

func dependencies(_ names: [String]) -> [Target.Dependency] {
  names.map { .target(name: $0) }
}

/// A library, or a program.
func target(of layer: (name: String, mayImport: [String])) -> Target {
  let own = dependencies(layer.mayImport)
  guard let foreign = programs[layer.name] else {
    return .target(name: layer.name, dependencies: own, swiftSettings: settings)
  }
  return .executableTarget(name: layer.name, dependencies: own + foreign, swiftSettings: settings)
}

/// Tests of a layer see it, what it may import, and the shared test support.
func tests(of layer: String, and more: Set<String> = []) -> Target {
  .testTarget(
    name: "\(layer)Tests",
    dependencies: dependencies(
      more.union([layer, "CPlatform", "SystemCalls", "TestSupport"]).sorted()
    ) + programs[layer, default: []],
    swiftSettings: settings
  )
}

let package = Package(
  name: "switchboard",
  products: productNames.map { .library(name: $0, targets: [$0]) }
    + programs.keys.sorted().map { .executable(name: $0, targets: [$0]) },
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [.target(name: "CPlatform")]
    + layers.map(target(of:))
    + [
      .target(name: "CTestSupport", path: "Tests/CTestSupport"),
      .target(
        name: "TestSupport",
        dependencies: dependencies(["CPlatform", "CTestSupport", "EventLoops", "SystemCalls"]),
        path: "Tests/TestSupport",
        swiftSettings: settings
      ),
      tests(of: "SystemCalls", and: ["EventLoops"]),
      tests(of: "SocketAddresses"),
      tests(of: "ByteStreams", and: ["ByteStreamsTesting", "Sockets", "SocketAddresses"]),
      tests(of: "ByteStreamsTesting", and: ["ByteStreams"]),
      tests(of: "Sockets", and: ["SocketAddresses", "ByteStreams"]),
      tests(of: "EventLoops"),
      tests(
        of: "AsyncSockets",
        and: ["ByteStreams", "ByteStreamsTesting", "EventLoops", "SocketAddresses", "Sockets"]
      ),
      tests(of: "SocketServers", and: ["Sockets", "SocketAddresses", "ByteStreams"]),
      tests(of: "switchboard", and: ["SocketAddresses", "Sockets", "EventLoops"]),
      .testTarget(name: "TidyTests", swiftSettings: settings),
    ]
)
