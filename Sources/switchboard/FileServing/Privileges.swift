import SystemCalls

/// Whose process a server is, and what it gives up before it serves.
struct Privileges {
  /// Whom root becomes; nil where nothing is given up.
  let user: UserEntry?
  private let isRoot: Bool

  /// What settings ask for.
  ///
  /// - Throws: `CommandFailure` where there is no such user.
  init(for settings: ServeSettings) throws(CommandFailure) {
    isRoot = ProcessIdentity.current.userID == 0
    guard isRoot, let name = settings.user else {
      user = nil
      return
    }
    do throws(Errno) {
      user = try System.user(named: name)
    } catch {
      throw CommandFailure("look up user \"\(name)\": \(error)")
    }
    guard user != nil else { throw CommandFailure("there is no user \"\(name)\" to run as") }
  }

  /// Gives root's privileges up, and the sight of all files but those of the server.
  ///
  /// To be called while there is one thread, after the ports are open and the keys read. Who is not
  /// root gives up nothing; root without a user to become is told of it.
  ///
  /// - Parameters:
  ///   - folder: the data folder, which becomes the user's.
  ///   - settings: name the user, the folders of homes, and files.
  ///   - configurationFile: is read again at SIGHUP.
  /// - Throws: `CommandFailure`; then the process must end.
  func giveUp(
    reaching folder: DataFolder,
    _ settings: ServeSettings,
    configurationFile: String
  ) throws {
    guard let user else {
      if isRoot {
        Complaint("runs as root: set 'user' in the configuration for less").tell()
      }
      return
    }
    try folder.handOver(to: user)
    do throws(Errno) {
      try System.setSupplementaryGroup(user.group)
      try System.setGroup(user.group)
      try System.setUser(user.user)
      try System.forbidNewPrivileges()
    } catch {
      throw CommandFailure("become user \"\(settings.user ?? "")\": \(error)")
    }
    let reach = FileReach(of: folder, settings, configurationFile: configurationFile)
    try reach.confine()
  }
}
