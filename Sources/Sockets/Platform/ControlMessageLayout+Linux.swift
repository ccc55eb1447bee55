/// How Linux lays out control messages: `struct cmsghdr` of cmsg(3), on machines of 64 bits.
///
/// A header of 16 bytes (length of header and payload in 8, level in 4, type in 4), the payload,
/// and padding to a multiple of 8. All in the byte order of the machine.
enum ControlMessageLayout {
  static let alignment = 8
  static let headerBytes = 16
  static let levelOffset = 8
  static let typeOffset = 12

  /// `CMSG_ALIGN`: the next multiple of the alignment.
  static func aligned(_ count: Int) -> Int {
    (count + alignment - 1) & ~(alignment - 1)
  }

  /// `CMSG_LEN`: header and payload.
  static func length(payload: Int) -> Int { headerBytes + payload }

  /// `CMSG_SPACE`: header, payload and padding.
  static func space(payload: Int) -> Int { headerBytes + aligned(payload) }
}
