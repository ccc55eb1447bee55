// swift-tools-version: 6.2
import PackageDescription

// Two programs with the same command line and the same structure, one on this library and one on
// the C library alone; what both share is in `CMeasuring`. And echo servers in C, without and with
// TLS, with what loads them and others. `./run` builds and compares them; `./endure` is what makes
// servers suffer.
let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

let openSSL: [LinkerSetting] = [.linkedLibrary("ssl"), .linkedLibrary("crypto")]

let package = Package(
  name: "benchmarks",
  dependencies: [.package(name: "switchboard", path: "..")],
  targets: [
    .target(name: "CMeasuring"),
    .executableTarget(name: "CPeer", dependencies: ["CMeasuring"]),
    .executableTarget(name: "CEchoServer"),
    .executableTarget(name: "CTLSEchoServer", linkerSettings: openSSL),
    .target(name: "CPattern"),
    .executableTarget(name: "EchoLoad", dependencies: ["CPattern"], linkerSettings: openSSL),
    .executableTarget(name: "CrowdLoad", dependencies: ["CPattern"]),
    .executableTarget(name: "CFramingPeer", dependencies: ["CMeasuring"]),
    .executableTarget(
      name: "FramingPeer",
      dependencies: ["CMeasuring", .product(name: "Framing", package: "switchboard")],
      swiftSettings: settings
    ),
    .executableTarget(
      name: "SwiftPeer",
      dependencies: ["CMeasuring", .product(name: "Sockets", package: "switchboard")],
      swiftSettings: settings
    ),
    .executableTarget(
      name: "AsyncPeer",
      dependencies: ["CMeasuring", .product(name: "AsyncSockets", package: "switchboard")],
      swiftSettings: settings
    ),
  ]
)
