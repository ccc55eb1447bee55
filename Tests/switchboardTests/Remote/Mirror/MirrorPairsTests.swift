import Testing

@testable import switchboard

struct MirrorPairsTests {
  private func entries(_ names: String...) -> [MirrorEntry] {
    MirrorListing.sorted(names.map { MirrorEntry(name: Array($0.utf8), kind: .file) })
  }

  @Test func `each name comes once, in order, with what is at either end`() {
    let pairs = MirrorPairs(entries("b", "a", "d", "b"), entries("c", "b", "", "e"))
    let told = pairs.map { source, destination in
      [source, destination].map { $0.map { String(decoding: $0.name, as: UTF8.self) } ?? "-" }
    }
    #expect(
      told == [["-", ""], ["a", "-"], ["b", "b"], ["-", "c"], ["d", "-"], ["-", "e"]]
    )
  }

  @Test func `folders without names make no pair`() {
    #expect(Array(MirrorPairs([], [])).isEmpty)
  }

  @Test func `a listing finds its names`() {
    let listing = MirrorListing(entries: entries("a", "c", "e", "aa"))
    for name in ["a", "aa", "c", "e"] { #expect(listing.contains(Array(name.utf8))) }
    for name in ["", "b", "ab", "f"] { #expect(!listing.contains(Array(name.utf8))) }
  }
}
