public import SystemCalls

/// Room for the control messages of a received message, and the owner of the descriptors among
/// them.
///
/// One buffer serves many receives: each empties it first. Descriptors that nobody took are closed
/// then, and when the buffer ends.
public struct ControlBuffer: ~Copyable, Sendable {
  /// The most room: more than the kernel sends at once (net.core.optmem_max, 128 KiB).
  public static let capacityMax = 1 << 20

  /// Bytes of room.
  public let capacity: Int
  /// What was received, in the kernel's order.
  ///
  /// Payloads of `SCM_RIGHTS` are here too, as numbers that this buffer owns until they are taken.
  public private(set) var messages: [ControlMessage] = []
  /// Descriptors received and not taken yet, in order.
  private var descriptors: [Int32] = []
  private var storage: [UInt8]

  /// Room for `capacity` bytes of control messages with their headers: the sum of
  /// `ControlMessage.space` for each.
  ///
  /// - Parameter capacity: 0 is room for none, and so is less; cut to `capacityMax`.
  public init(capacity: Int) {
    self.capacity = min(max(0, capacity), Self.capacityMax)
    storage = [UInt8](repeating: 0, count: self.capacity)
  }

  /// Room for one message with as many descriptors and no more.
  ///
  /// - Parameter descriptorCount: 0 is room for none, and so is less; cut to 253 (`SCM_MAX_FD`).
  public init(descriptorCount: Int) {
    let count = min(max(0, descriptorCount), ControlMessage.descriptorsMax)
    // Not the space with its padding, in which the kernel would put one descriptor more.
    self.init(capacity: count == 0 ? 0 : ControlMessageLayout.length(payload: count * 4))
  }

  deinit {
    for number in descriptors { _ = FileDescriptor(owning: number) }
  }

  /// Takes the next received descriptor, in the order they were sent; nil when there is none left.
  public mutating func takeDescriptor() -> FileDescriptor? {
    guard !descriptors.isEmpty else { return nil }
    return FileDescriptor(owning: descriptors.removeFirst())
  }

  /// Takes the next received descriptor as a socket.
  ///
  /// - Returns: the socket; nil when there is no descriptor left.
  /// - Throws: `.notSocket` and others of `Socket.adopt`; the descriptor is closed then.
  public mutating func takeSocket() throws(SocketError) -> Socket? {
    guard let descriptor = takeDescriptor() else { return nil }
    return try Socket.adopt(descriptor)
  }

  /// Takes all descriptors as numbers, which the caller closes.
  public mutating func detachDescriptors() -> [Int32] {
    defer { descriptors = [] }
    return descriptors
  }

  /// Empties the buffer, and closes the descriptors that nobody took.
  public mutating func removeAll() {
    messages = []
    for number in detachDescriptors() { _ = FileDescriptor(owning: number) }
  }

  /// Lends the room to a receive that tells how many bytes it wrote.
  @inline(__always)
  mutating func fill<E: Error>(
    _ receive: (inout MutableRawSpan) throws(E) -> Int
  ) throws(E) {
    removeAll()
    let count = try storage.withMutableRawSpan(receive)
    messages = storage.withRawSpan { ControlMessage.decode($0.extracting(first: count)) }
    descriptors = messages.flatMap { $0.descriptorNumbers ?? [] }.filter { $0 >= 0 }
  }

  /// How many descriptors were received and not taken yet.
  public var descriptorCount: Int { descriptors.count }
}
