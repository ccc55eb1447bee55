// swift-tools-version: 6.2
import PackageDescription

// What the package manager calls the package above: the name of its folder. The fuzzers are compiled
// as if they belonged to it, since they also feed code of `package` access.
let switchboardPackage = Context.packageDirectory.split(separator: "/").dropLast().last
  .map { name in String(name.lowercased().map { $0.isLetter || $0.isNumber ? $0 : "_" }) }

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
        .product(name: "FTPProtocol", package: "switchboard"),
        .product(name: "Framing", package: "switchboard"),
        .product(name: "SocketAddresses", package: "switchboard"),
        .product(name: "SocketServers", package: "switchboard"),
        .product(name: "Sockets", package: "switchboard"),
      ],
      path: "Sources/Fuzz",
      packageAccess: false,
      swiftSettings: [
        .swiftLanguageMode(.v6),
        .strictMemorySafety(),
        .treatAllWarnings(as: .error),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .unsafeFlags(["-package-name", switchboardPackage ?? "switchboard"]),
      ]
    ),
  ]
)
