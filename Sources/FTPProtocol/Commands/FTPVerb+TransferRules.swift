extension FTPVerb {
  /// How data comes and goes.
  static let transferRules: [FTPVerbRule] = [
    FTPVerbRule(.type, .required("type"), "chooses text (A) or bytes (I)")
      .rfc(959, "4.1.2"),
    FTPVerbRule(.stru, .required("structure"), "chooses the structure of files: F")
      .rfc(959, "4.1.2"),
    FTPVerbRule(.mode, .required("mode"), "chooses the mode of transfers: S")
      .rfc(959, "4.1.2"),
    FTPVerbRule(.port, .required("h1,h2,h3,h4,p1,p2"), "names where the server is to connect to")
      .rfc(959, "4.1.2"),
    FTPVerbRule(.eprt, .required("|family|address|port|"), "does so for any address family")
      .rfc(2428, "2").feature(.always("EPRT")),
    FTPVerbRule(.pasv, .none, "asks for an address to connect to")
      .rfc(959, "4.1.2"),
    FTPVerbRule(.epsv, .optional("family"), "asks for a port to connect to")
      .rfc(2428, "3").feature(.always("EPSV")),
    FTPVerbRule(.rest, .required("offset"), "sets where the next RETR or STOR begins")
      .rfc(3659, "5").feature(.always("REST STREAM")),
    FTPVerbRule(.allo, .required("size"), "asks whether there is room")
      .rfc(959, "4.1.3"),
    FTPVerbRule(.retr, .required("path"), "sends a file to the client")
      .rfc(959, "4.1.3").needs(.read),
    FTPVerbRule(.stor, .required("path"), "stores a file that the client sends")
      .rfc(959, "4.1.3").needs(.store),
    FTPVerbRule(.appe, .required("path"), "appends to a file what the client sends")
      .rfc(959, "4.1.3").needs(.append),
    FTPVerbRule(.stou, .optional("path"), "stores a file under a name of the server's choice")
      .rfc(1123, "4.1.2.9").needs(.store),
    FTPVerbRule(.list, .optional("path"), "lists a directory as ls -l does")
      .rfc(959, "4.1.3").needs(.list),
    FTPVerbRule(.nlst, .optional("path"), "lists names, also of a pattern")
      .rfc(1123, "4.1.2.7").needs(.list),
    FTPVerbRule(.mlsd, .optional("path"), "lists a directory with facts for programs")
      .rfc(3659, "7").needs(.list),
    FTPVerbRule(.abor, .none, "ends the transfer that runs")
      .rfc(959, "4.1.3").urgent(),
  ]
}
