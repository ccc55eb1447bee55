extension FTPVerb {
  /// Who somebody is, and how the connections are protected.
  static let accessRules: [FTPVerbRule] = [
    FTPVerbRule(.user, .required("name"), "begins a login")
      .rfc(959, "4.1.1").from(.greeted).urgent(),
    FTPVerbRule(.pass, .optional("password"), "ends a login")
      .rfc(959, "4.1.1").from(.named),
    FTPVerbRule(.acct, .required("account"), "names an account, which nobody has here")
      .rfc(959, "4.1.1").from(.greeted).refused(.notImplemented),
    FTPVerbRule(.rein, .none, "ends the login, and begins the session anew")
      .rfc(959, "4.1.1").from(.greeted).urgent(),
    FTPVerbRule(.quit, .none, "ends the session, after a transfer that runs")
      .rfc(959, "4.1.1").from(.greeted).urgent(),
    FTPVerbRule(.host, .required("host"), "names the host that is meant")
      .rfc(7151, "3").from(.greeted).feature(.always("HOST")),
    FTPVerbRule(.auth, .required("mechanism"), "begins TLS")
      .rfc(4217, "4").from(.greeted).feature(.withTLS("AUTH TLS")),
    FTPVerbRule(.pbsz, .required("size"), "sets the size of protected blocks, which TLS has not")
      .rfc(4217, "8").from(.greeted).feature(.withTLS("PBSZ")),
    FTPVerbRule(.prot, .required("level"), "says whether data connections are encrypted")
      .rfc(4217, "9").from(.greeted).feature(.withTLS("PROT")),
    FTPVerbRule(.ccc, .none, "would end TLS on the control connection")
      .rfc(4217, "5").from(.greeted).refused(.clearControlRefused),
    FTPVerbRule(.adat, .required("data"), "belongs to other mechanisms than TLS")
      .rfc(2228, "3").from(.greeted).refused(.notImplemented),
    FTPVerbRule(.mic, .required("data"), "belongs to other mechanisms than TLS")
      .rfc(2228, "3").from(.greeted).refused(.notImplemented),
    FTPVerbRule(.conf, .required("data"), "belongs to other mechanisms than TLS")
      .rfc(2228, "3").from(.greeted).refused(.notImplemented),
    FTPVerbRule(.enc, .required("data"), "belongs to other mechanisms than TLS")
      .rfc(2228, "3").from(.greeted).refused(.notImplemented),
  ]

  /// What a client asks or tells about the session.
  static let sessionRules: [FTPVerbRule] = [
    FTPVerbRule(.feat, .none, "lists what the server can beyond RFC 959")
      .rfc(2389, "3").from(.greeted),
    FTPVerbRule(.opts, .required("option"), "sets an option: UTF8 ON, MLST <facts>")
      .rfc(2389, "4").from(.greeted).feature(.always("UTF8")),
    FTPVerbRule(.lang, .optional("language"), "chooses the language of replies: en")
      .rfc(2640, "4").from(.greeted).feature(.always("LANG en*")),
    FTPVerbRule(.clnt, .required("name"), "tells which program the client is")
      .describedIn("practice").from(.greeted).feature(.always("CLNT")),
    FTPVerbRule(.help, .optional("command"), "describes the commands")
      .rfc(959, "4.1.3").from(.greeted),
    FTPVerbRule(.noop, .none, "does nothing, and shows that the client is there")
      .rfc(959, "4.1.3").from(.greeted).urgent(),
    FTPVerbRule(.syst, .none, "tells what the server's listings look like")
      .rfc(959, "4.1.3").from(.greeted),
    FTPVerbRule(.stat, .optional("path"), "tells of the session and its transfer, or lists a path")
      .rfc(959, "4.1.3").from(.greeted).urgent(),
    FTPVerbRule(.site, .required("command"), "does what no other command does: see HELP SITE")
      .rfc(959, "4.1.3").from(.greeted),
  ]
}
