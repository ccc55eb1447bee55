extension FTPVerb {
  /// What is done with files and directories.
  static let fileRules: [FTPVerbRule] = [
    FTPVerbRule(.cwd, .optional("path"), "changes the current directory")
      .rfc(959, "4.1.1").alias("XCWD"),
    FTPVerbRule(.cdup, .none, "changes to the directory above")
      .rfc(959, "4.1.1").alias("XCUP"),
    FTPVerbRule(.pwd, .none, "tells the current directory")
      .rfc(959, "4.1.3").alias("XPWD"),
    FTPVerbRule(.smnt, .required("path"), "would mount another file system")
      .rfc(959, "4.1.1").refused(.notImplemented),
    FTPVerbRule(.mkd, .required("path"), "makes a directory")
      .rfc(959, "4.1.3").alias("XMKD").needs(.makeDirectory),
    FTPVerbRule(.rmd, .required("path"), "removes an empty directory")
      .rfc(959, "4.1.3").alias("XRMD").needs(.removeDirectory),
    FTPVerbRule(.dele, .required("path"), "deletes a file")
      .rfc(959, "4.1.3").needs(.delete),
    FTPVerbRule(.rnfr, .required("path"), "names what is to be renamed")
      .rfc(959, "4.1.3").needs(.rename),
    FTPVerbRule(.rnto, .required("path"), "renames it, right after RNFR")
      .rfc(959, "4.1.3").needs(.rename),
    FTPVerbRule(.size, .required("path"), "tells how many bytes a file has")
      .rfc(3659, "4").needs(.inspect).feature(.always("SIZE")),
    FTPVerbRule(.mdtm, .required("path"), "tells when a file was changed")
      .rfc(3659, "3").needs(.inspect).feature(.always("MDTM")),
    FTPVerbRule(.mfmt, .required("time> <path"), "sets when a file was changed")
      .describedIn("draft-somers-ftp-mfxx §3").needs(.setTime).feature(.always("MFMT")),
    FTPVerbRule(.mff, .required("facts> <path"), "sets facts of a file: modify")
      .describedIn("draft-somers-ftp-mfxx §5").needs(.setTime).feature(.always("MFF modify;")),
    FTPVerbRule(.mlst, .optional("path"), "tells facts of a file for programs")
      .rfc(3659, "7").needs(.inspect).feature(.facts),
  ]
}
