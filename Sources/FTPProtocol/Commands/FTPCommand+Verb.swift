extension FTPCommand {
  /// The word that it begins with.
  package var verb: FTPVerb {
    switch self {
    case .user: .user
    case .pass: .pass
    case .rein: .rein
    case .quit: .quit
    case .host: .host
    case .auth: .auth
    case .pbsz: .pbsz
    case .prot: .prot
    case .feat: .feat
    case .opts: .opts
    case .lang: .lang
    case .clnt: .clnt
    case .help: .help
    case .noop: .noop
    case .syst: .syst
    case .stat: .stat
    case .site: .site
    case .type: .type
    case .stru: .stru
    case .mode: .mode
    case .port: .port
    case .eprt: .eprt
    case .pasv: .pasv
    case .epsv: .epsv
    case .rest: .rest
    case .allo: .allo
    case .retr: .retr
    case .stor: .stor
    case .appe: .appe
    case .stou: .stou
    case .list: .list
    case .nlst: .nlst
    case .mlsd: .mlsd
    case .abor: .abor
    case .cwd: .cwd
    case .cdup: .cdup
    case .pwd: .pwd
    case .mkd: .mkd
    case .rmd: .rmd
    case .dele: .dele
    case .rnfr: .rnfr
    case .rnto: .rnto
    case .size: .size
    case .mdtm: .mdtm
    case .mfmt: .mfmt
    case .mff: .mff
    case .mlst: .mlst
    }
  }
}
