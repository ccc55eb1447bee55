import Accounts
import SystemCalls

/// Whether the accounts can be read, and their homes are there and can be written to.
struct AccountCheck {
  let folder: DataFolder
  let settings: ServeSettings

  /// Looks at every account.
  ///
  /// It asks the file system as this process's user, or by the owner and mode of a home where it is
  /// root's.
  func run(_ findings: inout Findings) {
    guard (try? System.lstat(Array(folder.accountsFile.utf8))) != nil else {
      return findings.note("there are no accounts yet: 'switchboard serve' makes the first")
    }
    do {
      let user = try serverUser(&findings)
      let accounts = try SQLiteAccountStore(
        path: folder.accountsFile,
        defaults: AccountDefaults(homesDirectory: folder.homesFolder)
      )
      var last: AccountName?
      while true {
        let page = try accounts.accounts(after: last, countMax: AccountLimits.pageMax)
        guard let end = page.last else { break }
        for account in page { check(account, user, &findings) }
        last = end.name
      }
    } catch {
      findings.problem("\(error)", advice: "restore \(folder.accountsFile), or look at its disk")
    }
  }

  private func check(_ account: Account, _ user: UInt32, _ findings: inout Findings) {
    let name = "the home \(account.home) of account \"\(account.name)\""
    do {
      try folder.requireReach(of: account.home, settings)
    } catch {
      findings.problem(
        "\(name) is not beneath \(folder.homeRoots(settings).joined(separator: ", "))",
        advice: "set home-roots, or the account's home"
      )
    }
    let status: FileStatus
    do throws(Errno) {
      status = try System.fstat(try System.open(Array(account.home.utf8), [.path, .directory]))
    } catch {
      return findings.problem("\(name): \(error)", advice: "make it, or set another")
    }
    let isOwn = status.owner == user && status.mode & 0o700 == 0o700
    guard !isOwn, user != 0, status.mode & 0o007 != 0o007 else { return }
    // Groups and access lists are not looked at.
    findings.problem(
      "\(name) belongs to the user number \(status.owner), and the server runs as \(user)",
      advice: "chown it, unless a group lets the server in"
    )
  }

  /// As whom the server runs.
  private func serverUser(_ findings: inout Findings) throws -> UInt32 {
    let current = ProcessIdentity.current.userID
    guard let name = settings.user, current == 0 else { return current }
    guard let user = try System.user(named: name) else {
      findings.problem("there is no user \"\(name)\"", advice: "useradd --system '\(name)'")
      return current
    }
    return user.user
  }
}
