import Accounts
import EventLoops
import HomeDirectories
import SystemCalls

/// Removes what is left of uploads that were cut, and with which nobody has gone on.
struct PartSweeping: Sendable {
  /// Whose homes.
  let accounts: any AccountStore
  /// Knows what they use of their quotas.
  let ledger: QuotaLedger
  /// The home of clients without an account.
  let anonymousHome: String?
  /// How long parts are kept.
  let keeping: Duration

  /// How often it is done.
  static let interval = Duration.seconds(3600)

  /// Sweeps all homes once, each by itself.
  ///
  /// Blocks as long as it takes to walk over them.
  ///
  /// - Parameter tell: is given what went wrong; the other homes are swept.
  func sweep(_ tell: (Complaint) -> Void) {
    let seconds = RealTimeClock.now.seconds - keeping.components.seconds
    let time = FileTime(seconds: seconds)
    do throws(AccountError) {
      var last: AccountName?
      while true {
        let page = try accounts.accounts(after: last, countMax: AccountLimits.pageMax)
        guard let end = page.last else { break }
        for account in page { sweep(account, time, tell) }
        last = end.name
      }
    } catch {
      tell(Complaint(error, during: "sweep parts"))
    }
    guard let anonymousHome else { return }
    do throws(HomeError) {
      _ = try HomeDirectory(at: anonymousHome).sweepParts(olderThan: time)
    } catch {
      tell(Complaint(error, during: "sweep parts in \(anonymousHome)"))
    }
  }

  private func sweep(_ account: Account, _ time: FileTime, _ tell: (Complaint) -> Void) {
    do {
      let home = try HomeDirectory(at: account.home)
      let use = try ledger.use(account)
      do {
        let freed = try home.sweepParts(olderThan: time)
        use.release(bytes: freed.bytes, files: freed.files)
      } catch {
        tell(Complaint(error, during: "sweep parts of account \"\(account.name)\""))
      }
      try use.settle()
    } catch QuotaError.usageUnknown, HomeError.noSuchFile {
      // What is not counted needs no release, and a home that is gone no sweeping.
      return
    } catch {
      tell(Complaint(error, during: "sweep parts of account \"\(account.name)\""))
    }
  }
}
