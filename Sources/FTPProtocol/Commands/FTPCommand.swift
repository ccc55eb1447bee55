/// A command of a client, with its argument as far as it has a structure.
///
/// Names stay bytes.
///
/// A path is not empty, unless said otherwise, and holds neither CR, LF nor NUL.
package enum FTPCommand: Hashable, Sendable {
  case user([UInt8])
  /// The password may be empty.
  case pass([UInt8])
  case rein
  case quit
  case host(FTPVirtualHost)
  /// AUTH of TLS: no other mechanism is a command.
  case auth
  /// PBSZ of any size.
  case pbsz
  case prot(FTPProtectionLevel)
  case feat
  case opts(FTPOption)
  /// LANG of a language that there is, or of none.
  case lang
  case clnt([UInt8])
  /// HELP on a command, or on all.
  case help(FTPVerb?)
  case noop
  case syst
  /// STAT of a path, or of the session.
  case stat(FTPListRequest?)
  case site(FTPSiteCommand)
  case type(FTPTransferType)
  /// STRU F: no other structure is a command.
  case stru
  /// MODE S: no other mode is a command.
  case mode
  case port(FTPDataAddress)
  case eprt(FTPDataAddress)
  case pasv
  case epsv(FTPExtendedPassive)
  /// REST, from 0.
  case rest(Int64)
  /// ALLO, in bytes.
  case allo(Int64)
  case retr([UInt8])
  case stor([UInt8])
  case appe([UInt8])
  /// STOU; the path may be empty, and is a hint.
  case stou([UInt8])
  case list(FTPListRequest)
  case nlst(FTPListRequest)
  /// MLSD; an empty path is the current directory.
  case mlsd([UInt8])
  case abor
  /// CWD; an empty path is the home.
  case cwd([UInt8])
  case cdup
  case pwd
  case mkd([UInt8])
  case rmd([UInt8])
  case dele([UInt8])
  case rnfr([UInt8])
  case rnto([UInt8])
  case size([UInt8])
  case mdtm([UInt8])
  case mfmt(FTPTime, path: [UInt8])
  /// MFF of the one fact that can be set.
  case mff(modified: FTPTime, path: [UInt8])
  /// MLST; an empty path is the current directory.
  case mlst([UInt8])
}

extension FTPCommand {
  /// Whether it is done at once while a transfer runs, for one who is logged in.
  package var isUrgent: Bool {
    if case .stat(.some) = self { return false }
    return verb.rule.isUrgent
  }

  /// Whether it uses a data connection.
  package var isTransfer: Bool {
    switch self {
    case .retr, .stor, .appe, .stou, .list, .nlst, .mlsd: true
    default: false
    }
  }

  /// How far a login must have come.
  package var stage: FTPLoginStage {
    switch self {
    case .stat(.some): .loggedIn
    case .site(.help): .greeted
    case .site: .loggedIn
    default: verb.rule.stage
    }
  }

  /// What an account must be allowed for it; nil where nothing.
  package var permission: FTPPermission? {
    switch self {
    case .site(.changeMode): .setMode
    case .site(.changeTime): .setTime
    case .stat(.some): .list
    default: verb.rule.permission
    }
  }
}
