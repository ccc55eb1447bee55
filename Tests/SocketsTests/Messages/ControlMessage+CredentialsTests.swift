import CPlatform
import Sockets
import Testing

struct ControlMessageCredentialsTests {
  @Test func `credentials are laid out as the C structure`() {
    let credentials = Credentials(processID: 1, userID: 2, groupID: .max)
    let structure = cplatform_credentials(process: 1, user: 2, group: .max)
    let message = ControlMessage.credentials(credentials)
    #expect(message.level == .socket)
    #expect(message.type == Int32(CPLATFORM_SCM_CREDENTIALS))
    let bytes = unsafe withUnsafeBytes(of: structure) { unsafe Array($0) }
    #expect(message.payload == bytes)
    #expect(message.credentials == credentials)
  }

  @Test func `credentials that are cut or of another message are none`() {
    var message = ControlMessage.credentials(.current)
    message.payload.removeLast()
    #expect(message.credentials == nil)
    message.payload.append(0)
    #expect(message.credentials != nil)
    message.type = 1
    #expect(message.credentials == nil)
    message.type = 2
    message.level = .ipv4
    #expect(message.credentials == nil)
  }

  @Test func `the credentials of this process are its own`() {
    #expect(Credentials.current.processID == getpid())
    #expect(Credentials.current.userID == geteuid())
    #expect(Credentials.current.groupID == getegid())
  }

  @Test func `credentials come with each message once they are asked for`() throws {
    let pair = try Socket.pair(.datagram)
    try pair.second.setTimeout(.seconds(10))
    var control = ControlBuffer(capacity: 64)
    try pair.first.send([1])
    _ = try pair.second.receiveMessage(atMost: 1, control: &control)
    #expect(control.messages.isEmpty)
    try pair.second.set(.passesCredentials, to: true)
    try pair.first.send([1])
    _ = try pair.second.receiveMessage(atMost: 1, control: &control)
    #expect(control.messages.map(\.credentials) == [.current])
    try pair.first.sendMessage([1], control: [.credentials(.current)])
    _ = try pair.second.receiveMessage(atMost: 1, control: &control)
    #expect(control.messages.map(\.credentials) == [.current])
  }

  @Test func `the credentials of a process that is not there are refused`() throws {
    let pair = try Socket.pair(.datagram)
    var credentials = Credentials.current
    credentials.processID = .max
    let error = failure {
      try pair.first.sendMessage([1], control: [.credentials(credentials)])
    }
    // Without privileges the kernel does not even look.
    #expect(error?.code.errno == ESRCH || error?.code == .notPermitted)
  }
}
