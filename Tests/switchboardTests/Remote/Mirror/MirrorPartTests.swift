import Testing

@testable import switchboard

struct MirrorPartTests {
  private func name(_ name: String, among others: String...) -> String {
    let part = MirrorPart.name(of: Array(name.utf8)) { taken in
      others.contains { Array($0.utf8) == taken }
    }
    return String(decoding: part, as: UTF8.self)
  }

  @Test func `a part has a name that no file of the source has`() {
    #expect(name("a") == "a.part")
    #expect(name("a", among: "a.part") == "a.part~")
    #expect(name("a", among: "a.part", "a.part~") == "a.part~~")
    #expect(name("a.part", among: "a.part") == "a.part.part")
  }

  @Test func `it tells its file`() {
    func file(_ name: String) -> String? {
      MirrorPart.file(of: Array(name.utf8)).map { String(decoding: $0, as: UTF8.self) }
    }
    #expect(file("a.part") == "a")
    #expect(file("a.part~~") == "a")
    #expect(file("a.part.part") == "a.part")
    #expect(file(".part") == nil)
    #expect(file("a.parts") == nil)
    #expect(file("~") == nil)
  }

  @Test func `a name that is too long for it is cut, and stays its own`() {
    let long = [UInt8](repeating: UInt8(ascii: "x"), count: 254)
    let one = MirrorPart.name(of: long + [1]) { _ in false }
    let other = MirrorPart.name(of: long + [2]) { _ in false }
    #expect(one.count <= MirrorPart.nameBytesMax)
    #expect(one != other)
  }
}
