import ArgumentParser

/// A command of the tool that does something; those that only have subcommands are none.
protocol ToolCommand: ParsableCommand {
  /// What stands before the cause where it fails, as `account add`; nil where the cause says it.
  static var operation: String? { get }

  /// Does it.
  ///
  /// - Returns: whether all of it is done; what failed was told.
  /// - Throws: `UsageError` for what the parser could not know; anything else is told, and is a
  ///   failure.
  func execute() async throws -> ExitStatus
}

extension ToolCommand {
  static var operation: String? { nil }

  /// Does the same for each of several things, and tells what fails; the others are still done.
  ///
  /// - Returns: `failed` where one has failed.
  static func each<Element>(
    _ elements: [Element],
    _ body: (Element) throws -> Void
  ) -> ExitStatus {
    var status = ExitStatus.done
    for element in elements {
      do { try body(element) } catch {
        Complaint(error, during: operation).tell()
        status = .failed
      }
    }
    return status
  }
}
