import ArgumentParser
import Foundation
import Sockets
import TutorialCommands

struct FileTransferClient: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "client",
    abstract: "Fetches files, or takes get, put, ls, cd and delete at a prompt."
  )

  @OptionGroup var options: ClientOptions

  @Argument(help: "The folder to save files in.")
  var outdir: String

  @Argument(help: "Files to fetch; without any, instructions from standard input.")
  var names: [String] = []

  func run() throws {
    TutorialProgram.exitWhenInterrupted()
    let folder = URL(fileURLWithPath: outdir, isDirectory: true)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    var visit = ClientVisit(options: options, folder: folder)
    var isGood = true
    if names.isEmpty {
      for line in Prompt([]) {
        if line == "exit" || line == "quit" { break }
        isGood = try obey(line, &visit) && isGood
      }
    } else {
      for name in names { isGood = try attempt { try visit.get(name) } && isGood }
    }
    if !isGood { throw ExitCode.failure }
  }

  /// Does what a line at the prompt says; false where that failed.
  private func obey(_ line: String, _ visit: inout ClientVisit) throws -> Bool {
    let words = line.split(separator: " ", maxSplits: 1)
    let what = words.count > 1 ? words[1].trimmingCharacters(in: .whitespaces) : ""
    return try attempt {
      switch (words[0], what.isEmpty) {
      case ("get", false): try visit.get(what)
      case ("put", false): try visit.put(what)
      case ("ls", _): TutorialProgram.output(try visit.list(what))
      case ("cd", false): TutorialProgram.output(try visit.changeDirectory(what))
      case ("delete", false): try visit.delete(what)
      default: throw Refusal("Wrong cmd usage")
      }
    }
  }

  /// Runs one instruction; a refusal is told, and the next instruction follows.
  private func attempt(_ body: () throws -> Void) throws -> Bool {
    do {
      try body()
      return true
    } catch let refusal as Refusal {
      TutorialProgram.output(refusal.description)
      return false
    }
  }
}
