import Accounts
import FTPServers
import HomeDirectories
import SocketAddresses
import TLS

extension FTPServerConfiguration {
  /// The configuration that settings stand for; what encrypts and what is told is not among them.
  init(_ settings: ServeSettings) {
    self.init()
    passive.ports = settings.passivePorts?.ports
    passive.advertisements = settings.passiveAddress.map {
      FTPPassiveSettings.Advertisement($0.network, $0.address)
    }
    allowsActiveMode = settings.activeMode
    loginNeedsTLS = settings.requireTLS != .no
    dataNeedsTLS = settings.requireTLS == .data
    dataSessionReuse =
      switch settings.dataSessionReuse {
      case .off: .off
      case .accept: .accept
      case .require: .require
      }
    toleratesMissingCloseNotify = settings.allowMissingCloseNotify
    cutsUploadsOfLostClients = settings.cutLostUploads
    banner = settings.banner
    anonymous = settings.anonymousHome.map {
      FTPAnonymousAccess(home: $0, access: AccessRules(settings.anonymousPermissions))
    }
    files.fileMode = settings.fileMode
    files.directoryMode = settings.directoryMode
    files.isSynchronous = settings.fsync
    logins.delayFirst = settings.loginDelay
    logins.delayMax = settings.loginDelayMax
    logins.failuresBeforeBan = settings.banAfter
    logins.banTime = settings.banTime
    logins.memory = settings.failureMemory
    limits = FTPServerLimits(settings)
  }
}

extension FTPServerLimits {
  fileprivate init(_ settings: ServeSettings) {
    self.init()
    sessions = settings.sessionsMax
    sessionsPerAddress = settings.sessionsPerAddress
    sessionsPerAccount = settings.sessionsPerAccount
    loginTime = settings.loginTimeout
    idleTime = settings.idleTimeout
    dataConnectTime = settings.dataTimeout
    handshakeTime = settings.handshakeTimeout
    stalledTime = settings.stalledTimeout
    sessionTime = settings.sessionTimeout
    passwordChecks = settings.passwordChecks
    waitingLogins = settings.waitingLogins
    fileCalls = settings.fileCalls
    uploadRate = settings.uploadRate
    downloadRate = settings.downloadRate
    matches = settings.matchesMax
  }
}
