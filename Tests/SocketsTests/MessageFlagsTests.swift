import CPlatform
import Testing

@testable import Sockets

struct MessageFlagsTests {
  /// The numbers of Linux, from include/linux/socket.h.
  @Test(arguments: [
    (MessageFlags.outOfBand, 0x1), (.peek, 0x2), (.doNotRoute, 0x4), (.controlTruncated, 0x8),
    (.truncated, 0x20), (.doNotWait, 0x40), (.endOfRecord, 0x80), (.waitAll, 0x100),
    (.confirm, 0x800), (.errorQueue, 0x2000), (.more, 0x8000), (.fastOpen, 0x2000_0000),
    (.closeOnExec, 0x4000_0000),
  ])
  func `a flag has the kernel's bit`(flag: MessageFlags, bit: Int) {
    #expect(Int(flag.rawValue) == bit)
  }

  @Test func `bits without a name pass through`() {
    let flags = MessageFlags(rawValue: .min).union(.peek)
    #expect(flags.rawValue == Int32.min | 2)
    #expect(flags.contains(.peek))
  }

  @Test(
    arguments: [
      (MessageFlags(), Int32(POLLIN)), (.peek, Int32(POLLIN)),
      ([.peek, .doNotWait], Int32(POLLIN)),
      (.outOfBand, Int32(POLLPRI)), ([.outOfBand, .peek], Int32(POLLPRI)), (.errorQueue, 0),
      ([.errorQueue, .outOfBand], 0),
    ] as [(MessageFlags, Int32)]
  )
  func `a receive waits for what its flags ask for`(flags: MessageFlags, events: Int32) {
    #expect(flags.awaitedEvents == events)
  }
}
