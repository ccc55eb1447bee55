import CPlatform
import Sockets
import Testing

struct ControlMessageDescriptorsTests {
  @Test func `descriptors are integers one after the other`() {
    let message = ControlMessage.descriptors([3, 258])
    #expect(message.level == .socket)
    #expect(message.type == Int32(SCM_RIGHTS))
    #expect(message.payload == [3, 0, 0, 0, 2, 1, 0, 0])
    #expect(message.descriptorNumbers == [3, 258])
    #expect(ControlMessage.descriptors([]).descriptorNumbers == [])
  }

  @Test(arguments: [(0, 0), (3, 0), (4, 1), (7, 1), (8, 2), (9, 2)])
  func `a part of a number at the end is left out`(bytes: Int, numbers: Int) {
    let message = ControlMessage(
      level: .socket,
      type: Int32(SCM_RIGHTS),
      payload: [UInt8](repeating: 1, count: bytes)
    )
    #expect(message.descriptorNumbers?.count == numbers)
  }

  @Test func `another message has no descriptors`() {
    let kinds: [(SocketOptionLevel, Int32)] = [(.ipv4, 1), (.socket, 2), (.tcp, 1)]
    for (level, type) in kinds {
      let message = ControlMessage(level: level, type: type, payload: [1, 0, 0, 0])
      #expect(message.descriptorNumbers == nil)
    }
  }
}
