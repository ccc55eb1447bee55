/// What a line of a listing is.
package enum FTPListingLine: Hashable, Sendable {
  /// A file.
  case entry(FTPRemoteEntry)
  /// A line that tells of no file, as is known: an empty one, the total, a heading of VMS.
  case remark
  /// A line that is none of these, without its ending; of one beyond
  /// `FTPLimits.listingLineBytesMax` so much.
  case unrecognized([UInt8])
}
