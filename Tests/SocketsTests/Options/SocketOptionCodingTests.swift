import Sockets
import Testing

struct SocketOptionCodingTests {
  private func decode<Value>(
    _ coding: SocketOptionCoding<Value>,
    _ bytes: [UInt8]
  ) -> Value? {
    unsafe coding.decode(bytes.span.bytes)
  }

  static let integers: [(Int32, [UInt8])] = [
    (0, [0, 0, 0, 0]), (1, [1, 0, 0, 0]), (-2, [0xfe, 0xff, 0xff, 0xff]),
  ]

  @Test(arguments: integers)
  func `an integer is four bytes in the machine's order`(value: Int32, bytes: [UInt8]) {
    #expect(SocketOptionCoding.integer.encode(value) == bytes)
    #expect(decode(.integer, bytes) == value)
    #expect(decode(.integer, bytes + [9]) == value)
  }

  @Test func `an integer of one byte is that byte and of two or three is none`() {
    #expect(decode(.integer, [0xff]) == 255)
    #expect(decode(SocketOptionCoding.integer, []) == nil)
    #expect(decode(SocketOptionCoding.integer, [1, 2]) == nil)
    #expect(decode(SocketOptionCoding.integer, [1, 2, 3]) == nil)
  }

  @Test func `a number without sign uses all bits of an integer`() {
    #expect(SocketOptionCoding.unsignedInteger.encode(.max) == [255, 255, 255, 255])
    #expect(decode(.unsignedInteger, [0, 0, 0, 0x80]) == 1 << 31)
  }

  @Test func `a truth value is one or zero and reads any other number as true`() {
    #expect(SocketOptionCoding.boolean.encode(true) == [1, 0, 0, 0])
    #expect(SocketOptionCoding.boolean.encode(false) == [0, 0, 0, 0])
    #expect(decode(.boolean, [0, 0, 0, 1]) == true)
    #expect(decode(.boolean, [2]) == true)
    #expect(decode(.boolean, [0]) == false)
    #expect(decode(SocketOptionCoding.boolean, []) == nil)
  }

  /// A duration and the whole units that it is rounded up to; nil where it does not fit.
  struct Rounding: Sendable {
    var duration: Duration
    var units: Int32?

    init(_ duration: Duration, _ units: Int32?) {
      self.duration = duration
      self.units = units
    }
  }

  @Test(arguments: [
    Rounding(.zero, 0), Rounding(.nanoseconds(1), 1), Rounding(.seconds(1), 1),
    Rounding(.milliseconds(1001), 2), Rounding(.seconds(Int64(Int32.max)), .max),
    Rounding(.seconds(Int64(Int32.max)) + .nanoseconds(1), nil), Rounding(.seconds(-1), nil),
    Rounding(.nanoseconds(-1), nil), Rounding(.seconds(Int64.max), nil),
  ])
  func `whole seconds are rounded up`(row: Rounding) {
    let expected = row.units.flatMap { SocketOptionCoding.integer.encode($0) }
    #expect(SocketOptionCoding.seconds.encode(row.duration) == expected)
  }

  @Test(arguments: [
    Rounding(.zero, 0), Rounding(.microseconds(1), 1), Rounding(.microseconds(1000), 1),
    Rounding(.milliseconds(Int64(Int32.max)), .max),
    Rounding(.milliseconds(Int64(Int32.max) + 1), nil), Rounding(.milliseconds(-1), nil),
  ])
  func `whole milliseconds are rounded up`(row: Rounding) {
    let expected = row.units.flatMap { SocketOptionCoding.integer.encode($0) }
    #expect(SocketOptionCoding.milliseconds.encode(row.duration) == expected)
  }

  @Test func `durations read as what the kernel counts`() {
    #expect(decode(SocketOptionCoding.seconds, [2, 0, 0, 0]) == .seconds(2))
    #expect(decode(SocketOptionCoding.seconds, [255, 255, 255, 255]) == .seconds(-1))
    #expect(decode(SocketOptionCoding.milliseconds, [2, 0, 0, 0]) == .milliseconds(2))
  }

  /// A duration with the seconds and microseconds that it is rounded up to.
  struct TimeValue: Sendable {
    var duration: Duration
    var seconds: Int64
    var microseconds: Int64
  }

  @Test(arguments: [
    TimeValue(duration: .zero, seconds: 0, microseconds: 0),
    TimeValue(duration: .nanoseconds(1), seconds: 0, microseconds: 1),
    TimeValue(duration: .nanoseconds(999_999_001), seconds: 1, microseconds: 0),
    TimeValue(duration: .milliseconds(1500), seconds: 1, microseconds: 500_000),
    TimeValue(duration: .seconds(Int64(Int32.max)), seconds: Int64(Int32.max), microseconds: 0),
  ])
  func `a time value is seconds and microseconds`(row: TimeValue) throws {
    let bytes = try #require(SocketOptionCoding.timeValue.encode(row.duration))
    let numbers = unsafe bytes.withUnsafeBytes { unsafe Array($0.bindMemory(to: Int64.self)) }
    #expect(numbers == [row.seconds, row.microseconds])
    let read = try #require(decode(SocketOptionCoding.timeValue, bytes))
    #expect(read == .seconds(row.seconds) + .microseconds(row.microseconds))
    #expect(read >= row.duration)
  }

  @Test func `a time value can be neither negative nor past what every kernel takes`() {
    #expect(SocketOptionCoding.timeValue.encode(.nanoseconds(-1)) == nil)
    #expect(SocketOptionCoding.timeValue.encode(.seconds(1 << 31)) == nil)
    #expect(SocketOptionCoding.timeValue.encode(.seconds(Int64.max)) == nil)
    #expect(decode(SocketOptionCoding.timeValue, [UInt8](repeating: 0, count: 15)) == nil)
  }

  @Test func `a time value of any bits is read`() {
    let bytes = [UInt8](repeating: 0xff, count: 7) + [0x7f]
    #expect(decode(SocketOptionCoding.timeValue, bytes + bytes) != nil)
  }

  @Test func `text leaves room for its NUL`() {
    let coding = SocketOptionCoding.text(bytesMax: 4)
    #expect(coding.encode("abc") == [97, 98, 99, 0])
    #expect(coding.encode("") == [0])
    #expect(coding.encode("abcd") == nil)
    #expect(coding.encode("äß") == nil)
    #expect(coding.encode("a\0") == nil)
  }

  @Test func `text ends at the first NUL or with the bytes`() {
    let coding = SocketOptionCoding.text(bytesMax: 4)
    #expect(decode(coding, [97, 0, 98]) == "a")
    #expect(decode(coding, [97, 98]) == "ab")
    #expect(decode(coding, []) == "")
    #expect(decode(coding, [0xff]) == "\u{fffd}")
  }

  @Test func `an address is four bytes in network order`() {
    #expect(SocketOptionCoding.address.encode(IPv4Address(1, 2, 3, 4)) == [1, 2, 3, 4])
    #expect(decode(.address, [1, 2, 3, 4, 5]) == IPv4Address(1, 2, 3, 4))
    #expect(decode(SocketOptionCoding.address, [1, 2, 3]) == nil)
  }
}
