import ArgumentParser
import TutorialCommands

/// A greeting, then every message back in a frame of words, until `exit`.
struct LoopChat: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "loop-chat",
    abstract: "Repeats what its clients say until they say exit.",
    subcommands: [LoopChatServer.self, LoopChatClient.self]
  )

  static let greeting = "Hello,I am server!"
  static let exit = "exit"

  static func answer(to word: [UInt8]) -> [UInt8] {
    Array("Loop_msg: ".utf8) + word + Array("!".utf8)
  }
}
