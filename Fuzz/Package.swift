// swift-tools-version: 6.2
import PackageDescription

// Feeds the library's parsers with what an enemy would send. README.md tells how.
let package = Package(
  name: "fuzzers",
  dependencies: [
    .package(name: "switchboard", path: ".."),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
  ],
  targets: [
    .target(name: "CFuzz"),
    .executableTarget(
      name: "fuzz",
      dependencies: [
        "CFuzz",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Framing", package: "switchboard"),
        .product(name: "SocketAddresses", package: "switchboard"),
        .product(name: "SocketServers", package: "switchboard"),
        .product(name: "Sockets", package: "switchboard"),
      ],
      path: "Sources/Fuzz",
      swiftSettings: [
        .swiftLanguageMode(.v6),
        .strictMemorySafety(),
        .treatAllWarnings(as: .error),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
      ]
    ),
  ]
)
