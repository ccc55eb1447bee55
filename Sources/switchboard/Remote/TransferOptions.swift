import ArgumentParser

/// How transfers are done, and shown.
struct TransferOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("How often it is tried where the network fails.", valueName: "N")
  )
  var tries = TransferAttempts().countMax

  @Flag(name: .shortAndLong, help: "Show no progress.")
  var quiet = false

  @Flag(
    name: .customLong("json"),
    help: "Tell progress as events on standard error, a line of JSON each."
  )
  var isJSON = false

  func validate() throws {
    guard 1...1000 ~= tries else { throw ValidationError("--tries is 1 to 1000") }
  }

  /// What `tries` says.
  var attempts: TransferAttempts { TransferAttempts(countMax: tries) }

  /// What the flags say.
  var display: TransferDisplay { display() }

  /// What the flags say.
  ///
  /// - Parameter hasTotal: whether a line is for all transfers together.
  /// - Returns: what shows it.
  func display(hasTotal: Bool = false) -> TransferDisplay {
    .suitable(isJSON: isJSON, isQuiet: quiet, hasTotal: hasTotal)
  }
}
