import ArgumentParser

/// `switchboard account group`: settings that accounts share.
struct GroupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "group",
    abstract: "Adds, changes, shows and removes groups of accounts.",
    discussion: """
      What is set for a group holds for the accounts in it that have no such setting themselves.
      """,
    subcommands: [
      GroupAdd.self, GroupList.self, GroupShow.self, GroupSet.self, GroupRemove.self,
    ]
  )
}
