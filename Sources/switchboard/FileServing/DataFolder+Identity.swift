import TLS

extension DataFolder {
  /// The certificate that settings name, or that of the folder.
  func certificateFile(_ settings: ServeSettings) -> String {
    settings.tlsCertificate ?? certificateFile
  }

  /// The key that settings name, or that of the folder.
  func keyFile(_ settings: ServeSettings) -> String {
    settings.tlsKey ?? keyFile
  }

  /// Reads the certificate and its key.
  ///
  /// Blocks for the disk.
  ///
  /// - Throws: `TLSConfigurationError`, with the file's name.
  func identity(_ settings: ServeSettings) throws(TLSConfigurationError) -> TLSIdentity {
    try TLSIdentity(certificateFile: certificateFile(settings), keyFile: keyFile(settings))
  }

  /// Folders that homes lie in; none is any folder.
  func homeRoots(_ settings: ServeSettings) -> [String] {
    guard settings.homeRoots.isEmpty else { return settings.homeRoots }
    return settings.user == nil ? [] : [homesFolder]
  }
}
