/// How a server writes its listings.
package enum FTPListingFormat: Hashable, Sendable, CaseIterable {
  /// `ls -l` of Unix, in its many ways, and what NetWare makes of it.
  case unix
  /// DIR of Windows, as IIS writes it.
  case windows
  /// Facts as of MLSD (RFC 3659 §7).
  case facts
  /// Easily Parsed LIST Format, of Bernstein's servers.
  case eplf
  /// DIRECTORY of VMS, with one line or two for a file.
  case vms
}
