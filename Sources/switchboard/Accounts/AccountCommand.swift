import ArgumentParser

/// `switchboard account`: who may log in, with what limits.
struct AccountCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "account",
    abstract: "Adds, changes, shows and removes accounts and groups of them.",
    discussion: """
      What is changed holds at once, for a running server too: the next login sees it, and the \
      sessions of an account that is removed or disabled end.
      """,
    subcommands: [
      AccountAdd.self, AccountList.self, AccountShow.self, AccountSet.self, AccountPassword.self,
      AccountRemove.self, AccountRecount.self, GroupCommand.self,
    ]
  )
}
