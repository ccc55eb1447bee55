import Accounts
import ArgumentParser

/// `--group`: the groups of an account.
struct GroupsOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A group of the account; give it again for more, 'none' for none.",
      discussion: "The first one that has a setting decides. It replaces the groups of before.",
      valueName: "NAME"
    )
  )
  var group: [String] = []

  mutating func validate() throws {
    do throws(UsageError) { _ = try Self.names(group) } catch {
      throw ValidationError("the group '\(group.joined(separator: " "))' is \(error.reason)")
    }
  }

  /// Whether anything is asked for.
  var isAny: Bool { !group.isEmpty }

  /// Changes settings as is asked for.
  func apply(to settings: inout AccountSettings) {
    // They were read by `validate`.
    guard isAny, let names = try? Self.names(group) else { return }
    settings.groups = names
  }

  private static func names(_ words: [String]) throws(UsageError) -> [AccountName] {
    guard words != ["none"] else { return [] }
    var names: [AccountName] = []
    for word in words { names.append(try AccountNameText.read(word)) }
    return names
  }
}
