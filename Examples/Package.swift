// swift-tools-version: 6.2
import PackageDescription

// The programs of five tutorials on Python's sockets, one executable each, both ends.
let programs = [
  "upper", "reply", "remote-command", "framed-command", "udp-hello", "loop-chat", "file-transfer",
]

let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

let switchboard: [Target.Dependency] = [
  .product(name: "Sockets", package: "switchboard"),
  .product(name: "SocketServers", package: "switchboard"),
]

let package = Package(
  name: "examples",
  dependencies: [
    .package(name: "switchboard", path: ".."),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
  ],
  targets: [
    .target(
      name: "TutorialCommands",
      dependencies: switchboard + [
        .product(name: "ArgumentParser", package: "swift-argument-parser")
      ],
      swiftSettings: settings
    ),
    .testTarget(
      name: "TutorialTests",
      dependencies: switchboard + ["TutorialCommands"] + programs.map { .target(name: $0) },
      path: "Tests/TutorialTests",
      swiftSettings: settings
    ),
  ]
    + programs.map { name in
      .executableTarget(
        name: name,
        dependencies: switchboard + [
          "TutorialCommands",
          .product(name: "ArgumentParser", package: "swift-argument-parser"),
        ],
        swiftSettings: settings
      )
    }
)
