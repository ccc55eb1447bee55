import Testing

@testable import switchboard

struct UpperCaseTests {
  @Test func `only the letters of ASCII change, among all bytes`() {
    let all = [UInt8](0...255)
    let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
    // SAFETY: the array lives through the call.
    let upper = unsafe UpperCase.bytes(of: all.span.bytes)
    #expect(upper == all.map { letters.contains($0) ? $0 - 32 : $0 })
  }

  @Test func `a text keeps its length`() {
    let text = Array("straße, 地瓜\n".utf8)
    // SAFETY: the array lives through the call.
    let upper = unsafe UpperCase.bytes(of: text.span.bytes)
    #expect(String(decoding: upper, as: UTF8.self) == "STRAßE, 地瓜\n")
  }
}
