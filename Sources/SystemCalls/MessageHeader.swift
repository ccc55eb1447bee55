/// What recvmsg(2) reports beside the bytes.
package struct MessageHeader: Sendable {
  /// Bytes of the message; more than the buffers hold where `MSG_TRUNC` was asked.
  package var count: Int
  /// `MSG_*` as the kernel set them.
  package var flags: Int32
  /// How much of the address buffer the sender's fills; 0 for none.
  package var addressLength: Int
  /// How much of the control buffer is filled; 0 for none.
  package var controlLength: Int

  package init(count: Int = 0, flags: Int32 = 0, addressLength: Int = 0, controlLength: Int = 0) {
    self.count = count
    self.flags = flags
    self.addressLength = addressLength
    self.controlLength = controlLength
  }
}
