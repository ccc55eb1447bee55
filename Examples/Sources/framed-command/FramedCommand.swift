import ArgumentParser
import Foundation
import Sockets
import TutorialCommands

/// Commands in; the size of the output, a nod, and then the output back.
struct FramedCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "framed-command",
    abstract: "Runs shell commands for its clients, and says how long each output is.",
    discussion: """
      NEVER PUT THE SERVER WHERE OTHERS CAN REACH IT: WHOEVER CONNECTS RUNS COMMANDS AS YOU, \
      WITHOUT A PASSWORD, AND NOTHING IS ENCRYPTED.
      """,
    subcommands: [FramedCommandServer.self, FramedCommandClient.self]
  )

  static let exit = "exit"
  static let ready = "ready"
  static let start = "start"
  static let nothing = "cmd error..."

  /// GBK, as its superset GB 18030, in which Foundation knows it.
  static let chinese = String.Encoding(rawValue: 0x8000_0632)

  /// The output as UTF-8: as it is, or out of GBK; what is neither has its bad bytes replaced.
  static func text(_ output: Data) -> [UInt8] {
    let text =
      String(data: output, encoding: .utf8) ?? String(data: output, encoding: chinese)
      ?? String(decoding: output, as: UTF8.self)
    return Array(text.utf8)
  }
}
