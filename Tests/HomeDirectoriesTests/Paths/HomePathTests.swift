import HomeDirectories
import Testing

struct HomePathTests {
  @Test(arguments: [
    ("", "/a/b"), (".", "/a/b"), ("/", "/"), ("//", "/"), ("c", "/a/b/c"), ("./c/", "/a/b/c"),
    ("..", "/a"), ("../..", "/"), ("../../../..", "/"), ("../../../../x", "/x"), ("/..", "/"),
    ("/x//y/./z/../w", "/x/y/w"), ("c/../../d", "/a/d"), ("~", "/a/b/~"),
    ("~root/x", "/a/b/~root/x"),
    ("...", "/a/b/..."), ("..x", "/a/b/..x"), ("a b\t*?", "/a/b/a b\t*?"), ("/.part", "/.part"),
    ("é", "/a/b/é"), ("e\u{301}", "/a/b/e\u{301}"), ("-rf", "/a/b/-rf"), ("%n%s", "/a/b/%n%s"),
  ])
  func `a text means a place`(_ text: String, _ expected: String) throws {
    let current = try HomePath(Array("/a/b".utf8))
    let meant = try HomePath(Array(text.utf8), from: current)
    #expect(meant.text == Array(expected.utf8))
    let again = try HomePath(meant.text, from: current)
    #expect(again == meant)
  }

  @Test(arguments: UInt8.min...UInt8.max)
  func `a name holds any byte but NUL, CR, LF and the separator`(_ byte: UInt8) throws {
    let text = Array("/x".utf8) + [byte] + Array("y".utf8)
    switch byte {
    case 0, 10, 13: #expect(throws: HomeError.invalidName) { try HomePath(text) }
    case UInt8(ascii: "/"): #expect(try HomePath(text).components.count == 2)
    default:
      let path = try HomePath(text)
      #expect(path.text == text)
      #expect(path.name == Array(text.dropFirst()))
    }
  }

  @Test(arguments: [
    ".a.1.switchboard-part", "..switchboard-part", ".a.switchboard-part",
    ".a.1-ff.switchboard-part",
  ])
  func `names of parts are not for clients`(_ name: String) {
    #expect(throws: HomeError.invalidName) { try path("/" + name) }
    #expect(throws: HomeError.invalidName) { try path("/" + name + "/x") }
    #expect(throws: HomeError.invalidName) { try path("/" + name + "/..") }
    #expect(throws: HomeError.invalidName) { try HomePath.root.appending(Array(name.utf8)) }
  }

  @Test(arguments: ["a.switchboard-part", ".switchboard-part", ".a.switchboard-parts"])
  func `names like those of parts are names`(_ name: String) throws {
    #expect(try path("/" + name).name == Array(name.utf8))
  }

  @Test func `a name has 255 bytes at most`() throws {
    let longest = [UInt8](repeating: 97, count: HomeLimits.nameBytesMax)
    #expect(try HomePath(longest).components == [longest])
    #expect(throws: HomeError.nameTooLong) { try HomePath(longest + [97]) }
    #expect(throws: HomeError.nameTooLong) { try HomePath.root.appending(longest + [97]) }
  }

  @Test func `a path has 4,096 bytes at most`() throws {
    let name = [UInt8](repeating: 97, count: 63)
    let longest = (0..<64).flatMap { _ in [UInt8(ascii: "/")] + name }
    let whole = try HomePath(longest)
    #expect(whole.text.count == HomeLimits.pathBytesMax)
    #expect(throws: HomeError.nameTooLong) { try whole.appending([97]) }
    #expect(throws: HomeError.nameTooLong) { try HomePath([97], from: whole) }
    #expect(throws: HomeError.nameTooLong) { try HomePath(longest + [UInt8(ascii: "/")]) }
    #expect(try HomePath(Array("..".utf8), from: whole) == whole.parent)
  }

  @Test func `a path has 200 names at most`() throws {
    let deepest = [UInt8](repeating: UInt8(ascii: "/"), count: 2 * HomeLimits.pathNamesMax)
      .enumerated().map { $0.offset.isMultiple(of: 2) ? $0.element : 97 }
    let path = try HomePath(deepest)
    #expect(path.components.count == HomeLimits.pathNamesMax)
    #expect(throws: HomeError.nameTooLong) { try path.appending([97]) }
  }

  @Test(arguments: ["", ".", "..", "a/b", "/", "a\n"])
  func `what is no name cannot be appended`(_ name: String) {
    #expect(throws: HomeError.invalidName) { try HomePath.root.appending(Array(name.utf8)) }
  }

  @Test func `a place has a parent and a name, and the home only itself`() throws {
    let place = try path("/a/b")
    #expect(try place.parent == path("/a"))
    #expect(place.name == Array("b".utf8))
    #expect(!place.isRoot)
    #expect(HomePath.root.parent == .root)
    #expect(HomePath.root.name == nil)
    #expect(HomePath.root.isRoot)
    #expect(try HomePath.root.appending(Array("a".utf8)).appending(Array("b".utf8)) == place)
  }
}
