#if DEBUG
import CPlatform
import SystemCalls
import Testing

struct SystemCallTests {
  private typealias Fault = FakeKernel.Fault
  private static let no: @Sendable () -> Bool = { false }

  @Test(arguments: SystemCall.allCases)
  func `a call throws the errno that it failed with`(_ call: SystemCall) throws {
    let bench = try Bench()
    let record = FakeKernel.run([Fault(call, turns: 1...Int.max, .failure(.inputOutput))]) {
      let error = bench.failure(of: call)
      #expect(error == .inputOutput)
    }
    #expect(record[call] == 1)
  }

  @Test(arguments: SystemCall.allCases)
  func `an interrupted call is made again, except close, connect and the polls`(
    _ call: SystemCall
  ) throws {
    let bench = try Bench()
    let isFinal = [.close, .connect, .epollWait, .poll].contains(call)
    let faults = [
      Fault(call, turns: 1...1, .failure(.interrupted)),
      Fault(call, turns: 2...Int.max, .failure(.inputOutput)),
    ]
    let record = FakeKernel.run(faults) {
      let error = bench.failure(of: call)
      #expect(error == (isFinal ? .interrupted : .inputOutput))
    }
    #expect(record[call] == (isFinal ? 1 : 2))
  }

  @Test(arguments: SystemCall.allCases)
  func `a hook that says stop ends every interrupted call`(_ call: SystemCall) throws {
    let bench = try Bench()
    let record = FakeKernel.run([Fault(call, turns: 1...Int.max, .failure(.interrupted))]) {
      Interruption.withHook(Self.no) {
        let error = bench.failure(of: call)
        #expect(error == .interrupted)
      }
    }
    #expect(record[call] == 1)
  }

  @Test func `a call's name is C's`() {
    #expect(SystemCall.pthreadCreate.rawValue == "pthread_create")
    #expect(SystemCall.accept4.rawValue == "accept4")
  }
}

/// Makes each call on something for which a script decides how it ends.
private struct Bench: ~Copyable {
  private let event: FileDescriptor
  private let socket: FileDescriptor

  init() throws(Errno) {
    let event = try System.eventfd()
    let socket = try System.socket(AF_INET, SocketKind.datagram, 0)
    self.event = event
    self.socket = socket
  }

  /// What the call threw, or nil.
  func failure(of call: SystemCall) -> Errno? {
    do {
      switch call {
      case .accept4, .bind, .connect, .listen, .socket, .socketpair, .shutdown: try join(call)
      case .getaddrinfo, .getnameinfo: try lookUp(call)
      case .getpeername, .getsockname, .getsockopt, .setsockopt: try ask(call)
      case .getpwnam: _ = try System.user(named: "root")
      case .getrlimit: _ = try System.getDescriptorLimit()
      case .setrlimit: try System.setDescriptorLimit(ResourceLimit(current: 0, maximum: 0))
      case .recv, .recvfrom, .recvmsg, .send, .sendmsg, .sendto: try transfer(call)
      case .fcntl, .fstat, .lseek, .pread, .read, .sendfile, .write: try useFile(call)
      case .pipe: _ = try KernelPipe(capacity: 4096)
      case .splice: _ = try KernelPipe(capacity: 4096).takeIn(from: socket, atMost: 1)
      case .fstatvfs, .fsync, .ftruncate, .preadv2, .pwrite: try useStoredFile(call)
      case .fchmod, .fchmodat2, .fchown, .utimensat: try setStatus(call)
      case .fstatat, .getdents64, .mkdirat, .readlinkat, .renameat2, .unlinkat:
        try useDirectory(call)
      case .openat2: _ = try System.open(Array("/".utf8), .path)
      case .chmod: try System.chmod(Array("/nonexistent/file".utf8), 0o600)
      case .close: try System.eventfd().close()
      case .epollControl, .epollCreate, .epollWait: try usePoller(call)
      case .eventfd: _ = try System.eventfd()
      case .poll: _ = try System.poll(event.number, Int16(POLLIN), timeoutMilliseconds: 0)
      case .pthreadCreate: try SystemThread(name: "never") {}.join()
      case .lstat: _ = try System.lstat(Array("/".utf8))
      case .schedSetAffinity: try System.runOnCPU(0)
      case .prctl, .setgid, .setgroups, .setuid: try dropPrivileges(call)
      case .landlockAddRule, .landlockCreateRuleset, .landlockRestrictSelf: try restrict(call)
      case .tcgetattr: _ = try System.getTerminalMode(.input)
      case .tcsetattr: try System.setTerminalMode(.input, TerminalMode())
      case .unlink: try System.unlink(Array("/nonexistent/socket".utf8))
      case .sigaction: try System.tell(.terminate, to: event)
      }
    } catch let error as NameError {
      return error.code == EAI_SYSTEM ? error.errno : nil
    } catch {
      return error as? Errno
    }
    return nil
  }

  /// The kernel is never asked: a script decides.
  private func dropPrivileges(_ call: SystemCall) throws(Errno) {
    switch call {
    case .prctl: try System.forbidNewPrivileges()
    case .setgid: try System.setGroup(0)
    case .setgroups: try System.setSupplementaryGroup(0)
    default: try System.setUser(0)
    }
  }

  /// Likewise.
  private func restrict(_ call: SystemCall) throws(Errno) {
    switch call {
    case .landlockAddRule: try System.allow(.readFile, beneath: event, in: event)
    case .landlockCreateRuleset: _ = try System.makeFileRules(handling: .readFile)
    default: try System.restrictThread(to: event)
    }
  }

  private func useStoredFile(_ call: SystemCall) throws(Errno) {
    switch call {
    case .fstatvfs: _ = try System.fstatvfs(event)
    case .fsync: try System.fsync(event)
    case .ftruncate: try System.ftruncate(event, 0)
    case .preadv2: _ = try event.readWithoutWaiting(8, at: 0)
    default: try event.write([1], at: 0)
    }
  }

  private func setStatus(_ call: SystemCall) throws(Errno) {
    switch call {
    case .fchmod: try System.fchmod(event, 0o600)
    case .fchmodat2: try System.fchmodat2(event, 0o600)
    case .fchown: try System.fchown(event, user: 0, group: 0)
    default: try System.utimensat(event, modified: FileTime(seconds: 0))
    }
  }

  /// With a descriptor that is no directory: nothing is found, made or removed if the script fails.
  private func useDirectory(_ call: SystemCall) throws(Errno) {
    let name = Array("name".utf8)
    var buffer = [UInt8](repeating: 0, count: 1024)
    switch call {
    case .fstatat: _ = try System.fstatat(event, name)
    case .getdents64: _ = try System.getdents64(event, into: &buffer)
    case .mkdirat: try System.mkdirat(event, name, mode: 0o700)
    case .readlinkat: _ = try System.readlinkat(event, name)
    case .renameat2: try System.renameat2(event, name, to: event, name, isReplacing: false)
    default: try System.unlinkat(event, name)
    }
  }

  private func join(_ call: SystemCall) throws(Errno) {
    switch call {
    case .accept4: _ = try socket.accept()
    case .bind: try socket.bind(loopbackAddress())
    case .connect: try socket.connect(loopbackAddress())
    case .listen: try System.listen(socket, 1)
    case .socket: _ = try System.socket(AF_INET, SocketKind.stream, 0)
    case .socketpair: _ = try System.socketpair(AF_UNIX, SocketKind.stream, 0)
    default: try System.shutdown(socket, Int32(SHUT_RDWR))
    }
  }

  private func lookUp(_ call: SystemCall) throws(NameError) {
    guard call == .getaddrinfo else {
      _ = try nameInformation(of: loopbackAddress(), flags: NI_NUMERICHOST | NI_NUMERICSERV)
      return
    }
    _ = try System.getaddrinfo(NameQuery(numericHost: "127.0.0.1"))
  }

  private func ask(_ call: SystemCall) throws(Errno) {
    switch call {
    case .getpeername: _ = try socket.peerAddress()
    case .getsockname: _ = try socket.localAddress()
    case .getsockopt: _ = try socket.option(SOL_SOCKET, SO_TYPE)
    default: try socket.setOption(SOL_SOCKET, SO_REUSEADDR, [1, 0, 0, 0])
    }
  }

  private func transfer(_ call: SystemCall) throws(Errno) {
    switch call {
    case .recv: _ = try socket.receive(1)
    case .recvfrom: _ = try socket.receiveFrom(1)
    case .recvmsg: _ = try socket.receiveMessage(1)
    case .send: try socket.send([1])
    case .sendmsg: try socket.sendMessage([1])
    default: try socket.send([1], to: loopbackAddress(port: 9))
    }
  }

  private func usePoller(_ call: SystemCall) throws(Errno) {
    guard call != .epollCreate else {
      _ = try System.epollCreate()
      return
    }
    let poller = try System.epollCreate()
    guard call == .epollWait else {
      try System.epollControl(poller, .add, event, EPOLLIN.rawValue, token: 0)
      return
    }
    _ = try System.epollWait(poller, into: PolledEvents(capacity: 1), timeoutMilliseconds: 0)
  }

  private func useFile(_ call: SystemCall) throws(Errno) {
    switch call {
    case .fcntl: _ = try System.isNonBlocking(event)
    case .fstat: _ = try System.isRegularFile(event)
    case .lseek: try System.lseek(event, 0, from: .current)
    case .pread: _ = try event.read(8, at: 0)
    case .read: _ = try event.read(8)
    case .sendfile: _ = try System.sendfile(socket, from: event, offset: 0, count: 1)
    default: try event.write([1, 0, 0, 0, 0, 0, 0, 0])
    }
  }
}
#endif
