import ArgumentParser

/// `--listen`: where a server listens, as often as it is given.
struct ListenOption: ParsableArguments {
  @Option(
    name: .customLong("listen"),
    help: ArgumentHelp(
      "Where to listen; give it again for more addresses.",
      discussion: ListenAddress.forms,
      valueName: "ADDRESS"
    ),
    transform: ListenAddress.init
  )
  var given: [ListenAddress] = []

  /// What is asked for, or else `standard`.
  ///
  /// In the environment spaces separate addresses.
  func addresses(
    in environment: Environment,
    or standard: ListenAddress
  ) throws(UsageError) -> [ListenAddress] {
    if !given.isEmpty { return given }
    let found = try environment.value(of: "listen") { text throws(UsageError) in
      try text.split(separator: " ").map { word throws(UsageError) in
        try ListenAddress(String(word))
      }
    }
    return found.flatMap { $0.isEmpty ? nil : $0 } ?? [standard]
  }
}
