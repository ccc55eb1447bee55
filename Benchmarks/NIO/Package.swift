// swift-tools-version: 6.2
import PackageDescription

// Echo servers on SwiftNIO, for `Benchmarks/run` to measure ours beside. A package of its own, so
// that nothing else here depends on SwiftNIO, or needs the network to build.
let settings: [SwiftSetting] = [.swiftLanguageMode(.v6), .treatAllWarnings(as: .error)]

let dependencies: [Target.Dependency] = [
  "EchoCommand",
  .product(name: "NIOCore", package: "swift-nio"),
  .product(name: "NIOPosix", package: "swift-nio"),
]

let package = Package(
  name: "nio-echo",
  dependencies: [.package(url: "https://github.com/apple/swift-nio", exact: "2.101.2")],
  targets: [
    .target(name: "EchoCommand", swiftSettings: settings),
    .executableTarget(
      name: "NIOHandlerEcho",
      dependencies: dependencies,
      swiftSettings: settings
    ),
    .executableTarget(name: "NIOAsyncEcho", dependencies: dependencies, swiftSettings: settings),
  ]
)
