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
  ("Framing", ["ByteStreams"]),
  ("MessageFraming", ["Framing", "ByteStreams"]),
  ("TLS", ["ByteStreams", "COpenSSL"]),
  (
    "SocketServers",
    [
      "ByteStreams", "SocketAddresses", "Sockets", "EventLoops", "AsyncSockets", "Framing",
      "SystemCalls",
    ]
  ),
  ("Accounts", ["SocketAddresses"]),
  ("HomeDirectories", ["SystemCalls", "Accounts"]),
  ("FTPProtocol", ["Framing", "ByteStreams", "SocketAddresses"]),
  (
    "FTPServers",
    [
      "FTPProtocol", "HomeDirectories", "Accounts", "SocketServers", "TLS", "AsyncSockets",
      "EventLoops", "Sockets", "Framing", "ByteStreams", "SocketAddresses", "SystemCalls",
    ]
  ),
  (
    "FTPClients",
    [
      "FTPProtocol", "TLS", "AsyncSockets", "EventLoops", "Sockets", "ByteStreams",
      "SocketAddresses", "SystemCalls",
    ]
  ),
  (
    "switchboard",
    [
      "SocketAddresses", "ByteStreams", "Sockets", "EventLoops", "AsyncSockets", "TLS",
      "SocketServers", "SystemCalls", "Accounts", "HomeDirectories", "FTPProtocol", "FTPServers",
      "FTPClients", "Framing", "MessageFraming",
    ]
  ),
]

// What layers take from other packages.
let foreign: [String: [Target.Dependency]] = [
  "Accounts": [
    .product(name: "GRDB", package: "GRDB.swift"),
    .product(name: "Crypto", package: "swift-crypto"),
    .product(name: "CryptoExtras", package: "swift-crypto"),
  ],
  "FTPServers": [
    .product(name: "Logging", package: "swift-log"),
    .product(name: "Metrics", package: "swift-metrics"),
  ],
  "SocketServers": [
    .product(name: "Logging", package: "swift-log"),
    .product(name: "Metrics", package: "swift-metrics"),
    .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
  ],
  "switchboard": [
    .product(name: "ArgumentParser", package: "swift-argument-parser"),
    .product(name: "Logging", package: "swift-log"),
    .product(name: "Metrics", package: "swift-metrics"),
    .product(name: "Yams", package: "Yams"),
    .product(name: "X509", package: "swift-certificates"),
    .product(name: "Crypto", package: "swift-crypto"),
    .product(name: "SwiftASN1", package: "swift-asn1"),
  ],
]

// The layers that are programs.
let programs: Set = ["switchboard"]

// What a program can depend on, one by one. Everything else is `package` access.
let productNames = [
  "SocketAddresses", "ByteStreams", "ByteStreamsTesting", "Sockets", "EventLoops", "AsyncSockets",
  "Framing", "MessageFraming", "TLS", "SocketServers", "FTPClients",
]

// What the fuzzers, which are a package of their own, feed besides: parsers of `package` access.
// These products are for nobody else, and have no public interface.
let fuzzedNames = ["FTPProtocol"]

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
  let all = dependencies(layer.mayImport) + foreign[layer.name, default: []]
  return programs.contains(layer.name)
    ? .executableTarget(name: layer.name, dependencies: all, swiftSettings: settings)
    : .target(name: layer.name, dependencies: all, swiftSettings: settings)
}

/// Tests of a layer see it, what it may import, and the shared test support; `others` are of other
/// packages.
func tests(
  of layer: String,
  and more: Set<String> = [],
  others: [Target.Dependency] = []
) -> Target {
  .testTarget(
    name: "\(layer)Tests",
    dependencies: dependencies(
      more.union([layer, "CPlatform", "SystemCalls", "TestSupport"]).sorted()
    ) + foreign[layer, default: []] + others,
    swiftSettings: settings
  )
}

let package = Package(
  name: "switchboard",
  products: (productNames + fuzzedNames).map { .library(name: $0, targets: [$0]) }
    + programs.sorted().map { .executable(name: $0, targets: [$0]) },
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    .package(url: "https://github.com/apple/swift-certificates", from: "1.21.1"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-asn1", from: "1.7.4"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    .target(name: "CPlatform"),
    .systemLibrary(
      name: "COpenSSL",
      pkgConfig: "openssl",
      providers: [.apt(["libssl-dev"])]
    ),
  ]
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
      tests(of: "Framing", and: ["ByteStreams"]),
      tests(of: "MessageFraming", and: ["Framing", "ByteStreams"]),
      tests(
        of: "TLS",
        and: [
          "ByteStreams", "ByteStreamsTesting", "EventLoops", "AsyncSockets", "SocketAddresses",
          "Sockets",
        ],
        others: [
          .product(name: "X509", package: "swift-certificates"),
          .product(name: "Crypto", package: "swift-crypto"),
          .product(name: "CryptoExtras", package: "swift-crypto"),
          .product(name: "SwiftASN1", package: "swift-asn1"),
        ]
      ),
      tests(
        of: "SocketServers",
        and: [
          "Sockets", "SocketAddresses", "ByteStreams", "ByteStreamsTesting", "EventLoops",
          "AsyncSockets", "Framing",
        ],
        others: [
          .product(name: "InMemoryLogging", package: "swift-log"),
          .product(name: "MetricsTestKit", package: "swift-metrics"),
        ]
      ),
      tests(of: "Accounts", and: ["SocketAddresses"]),
      tests(of: "HomeDirectories", and: ["Accounts"]),
      tests(of: "FTPProtocol", and: ["Framing", "SocketAddresses"]),
      tests(
        of: "FTPServers",
        and: [
          "FTPProtocol", "HomeDirectories", "Accounts", "SocketServers", "TLS", "AsyncSockets",
          "EventLoops", "Sockets", "SocketAddresses", "ByteStreams",
        ]
      ),
      tests(
        of: "FTPClients",
        and: [
          "FTPServers", "FTPProtocol", "HomeDirectories", "Accounts", "SocketServers", "TLS",
          "AsyncSockets", "EventLoops", "Sockets", "SocketAddresses", "ByteStreams",
        ]
      ),
      tests(
        of: "switchboard",
        and: [
          "SocketAddresses", "ByteStreams", "Sockets", "EventLoops", "SocketServers", "TLS",
          "Accounts", "HomeDirectories", "FTPServers",
        ]
      ),
      .testTarget(name: "TidyTests", swiftSettings: settings),
    ]
)

// Some of the tests alone, for a build that would else take long: their names, separated by commas.
// Libraries that they do not need are left out with what those are made of.
if let chosen = Context.environment["SWITCHBOARD_TESTS"]?.split(separator: ",").map(String.init) {
  var needed = Set(chosen)
  var count = 0
  while count < needed.count {
    count = needed.count
    for target in package.targets where needed.contains(target.name) {
      for case .targetItem(let name, _) in target.dependencies { needed.insert(name) }
    }
  }
  package.targets.removeAll { !needed.contains($0.name) }
  package.products = []
}
