import ArgumentParser
import Foundation
import TutorialCommands

struct FileTransferClient: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "client",
    abstract: "Fetches files, or takes get, put, ls, cd and delete at a prompt.",
    discussion: """
      At the prompt: get NAME fetches a file into OUTDIR, put FILE sends one, ls [PATH] lists a \
      directory, cd PATH changes to it, delete NAME deletes a file, exit leaves.
      """
  )

  @OptionGroup var options: ClientOptions

  @Argument(help: ArgumentHelp("The folder to save files in.", valueName: "OUTDIR"))
  var outdir: String

  @Argument(
    help: ArgumentHelp(
      "Files to fetch; without any, instructions from standard input.",
      valueName: "NAME"
    )
  )
  var names: [String] = []

  func run() throws {
    TutorialProgram.exitWhenInterrupted(after: PlacedFile.removeUnfinished)
    let folder = URL(fileURLWithPath: outdir, isDirectory: true)
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch { throw FileFailure("make folder", outdir, TutorialProgram.text(of: error)) }
    var visit = ClientVisit(options: options, folder: folder)
    var isGood = true
    if names.isEmpty {
      for line in Prompt([]) {
        if line == "exit" || line == "quit" { break }
        isGood = try obey(line, &visit) && isGood
      }
    } else {
      for name in names {
        isGood = try attempt("get \(name)") { try visit.get(name) } && isGood
      }
    }
    if !isGood { throw ExitCode.failure }
  }

  /// Does what a line at the prompt says; false where that failed.
  private func obey(_ line: String, _ visit: inout ClientVisit) throws -> Bool {
    let words = line.split(maxSplits: 1, whereSeparator: \.isWhitespace)
    let what = words.count > 1 ? words[1].trimmingCharacters(in: .whitespaces) : ""
    switch (words[0], what.isEmpty) {
    case ("get", false): return try attempt(line) { try visit.get(what) }
    case ("put", false): return try attempt(line) { try visit.put(what) }
    case ("ls", _): return try attempt(line) { try StandardOutput.write(visit.list(what)) }
    case ("cd", false):
      return try attempt(line) { try StandardOutput.write(line: visit.changeDirectory(what)) }
    case ("delete", false): return try attempt(line) { try visit.delete(what) }
    default:
      try StandardOutput.write(line: "Wrong cmd usage")
      return false
    }
  }

  /// Runs one instruction; an error is told, and the next instruction follows.
  private func attempt(_ what: String, _ body: () throws -> Void) throws -> Bool {
    do {
      try body()
      return true
    } catch let failure as StandardOutput.Failure {
      throw failure
    } catch {
      TutorialProgram.complain("\(what): \(TutorialProgram.text(of: error))")
      return false
    }
  }
}
