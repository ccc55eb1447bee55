/// What a service manager says in the environment about the sockets that it passes.
///
/// See sd_listen_fds(3): `LISTEN_PID` is the process they are for, `LISTEN_FDS` how many there are,
/// from descriptor 3, and `LISTEN_FDNAMES` their names with colons between.
struct ActivationVariables {
  /// The first descriptor that is passed: `SD_LISTEN_FDS_START`.
  static let firstDescriptor: Int32 = 3
  /// The name of a socket where the manager gives none, as in sd_listen_fds(3).
  static let nameOfUnnamed = "unknown"
  /// The variables by their names.
  static let names = ["LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES"]

  /// A name for each descriptor that is passed to this process.
  let socketNames: [String]

  /// Reads the variables.
  ///
  /// - Parameters:
  ///   - variable: gives the value of a variable by its name; nil where it is not set.
  ///   - processID: the process that reads them. What is for another one is nothing.
  /// - Throws: `.unusableArgument` for a number that is none, a count out of bounds, or another
  ///   number of names.
  init(_ variable: (_ name: String) -> String?, for processID: Int32) throws(SocketError) {
    guard let recipient = variable("LISTEN_PID"),
      try Self.number(recipient, atMost: .max) == processID,
      let countText = variable("LISTEN_FDS")
    else {
      socketNames = []
      return
    }
    let count = try Self.number(countText, atMost: Int32(ActivatedSockets.countMax))
    guard let namesText = variable("LISTEN_FDNAMES"), count > 0 else {
      socketNames = [String](repeating: Self.nameOfUnnamed, count: Int(count))
      return
    }
    socketNames = namesText.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard socketNames.count == count else { throw Self.unreadable }
  }

  /// A decimal number without sign or blanks.
  private static func number(_ text: String, atMost limit: Int32) throws(SocketError) -> Int32 {
    guard text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
      let number = Int32(text), number <= limit
    else { throw unreadable }
    return number
  }

  private static let unreadable = SocketError(.unusableArgument, operation: .activate)
}
