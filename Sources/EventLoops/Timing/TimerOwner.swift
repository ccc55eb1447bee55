/// Whose deadline an entry of the timer wheel is, packed into the entry's token: an address, and
/// the direction in its lowest bit, which is 0 in the address of a slot.
@safe
enum TimerOwner {
  /// A wait for a descriptor to be readable.
  case reading(UnsafeMutablePointer<DescriptorSlot>)
  /// A wait for a descriptor to be writable.
  case writing(UnsafeMutablePointer<DescriptorSlot>)

  init(token: UInt64) {
    // SAFETY: tokens are made below alone, from pointers to slots, which live as long as their
    // loop.
    guard let slot = unsafe UnsafeMutablePointer<DescriptorSlot>(bitPattern: UInt(token & ~1))
    else { preconditionFailure("a timer of nobody") }
    self = unsafe token & 1 == 0 ? .reading(slot) : .writing(slot)
  }

  var token: UInt64 {
    switch self {
    case .reading(let slot): UInt64(UInt(bitPattern: slot))
    case .writing(let slot): UInt64(UInt(bitPattern: slot)) | 1
    }
  }
}
