internal import ArgumentParser

/// The targets by the names of the command line.
enum TargetName: String, ExpressibleByArgument, CaseIterable {
  case addresses
  case controlMessages = "control-messages"
  case framing
  case ftpCommands = "ftp-commands"
  case ftpListings = "ftp-listings"
  case ftpReplies = "ftp-replies"
  case proxyHeaders = "proxy-headers"

  var target: any FuzzTarget {
    switch self {
    case .addresses: Self.addressesTarget
    case .controlMessages: Self.controlMessagesTarget
    case .framing: Self.framingTarget
    case .ftpCommands: Self.ftpCommandsTarget
    case .ftpListings: Self.ftpListingsTarget
    case .ftpReplies: Self.ftpRepliesTarget
    case .proxyHeaders: Self.proxyHeadersTarget
    }
  }

  private static let addressesTarget = AddressesTarget()
  private static let controlMessagesTarget = ControlMessagesTarget()
  private static let framingTarget = FramingTarget()
  private static let ftpCommandsTarget = FTPCommandsTarget()
  private static let ftpListingsTarget = FTPListingsTarget()
  private static let ftpRepliesTarget = FTPRepliesTarget()
  private static let proxyHeadersTarget = ProxyHeadersTarget()
}
