import Accounts
import TestSupport
import Testing

struct PasswordHashTextTests {
  private static let salt = "AAECAwQFBgcICQoLDA0ODw"
  private static let key = "dGAW2CKaQB6ZMGY2aE8Z4gVgIvaFfyeyyXNDtpHVQkE"
  private static let good = "$scrypt$ln=15,r=8,p=1$\(salt)$\(key)"

  static let refused: [String] = [
    "", "$", "$$$$", "scrypt", "$scrypt", "$scrypt$", "$scrypt$ln=15,r=8,p=1",
    "$scrypt$ln=15,r=8,p=1$\(salt)", "$scrypt$ln=15,r=8,p=1$\(salt)$", good + "$", good + "$x",
    "x" + good, " " + good, good + " ", good + "\n", good + "=",
    "$bcrypt$ln=15,r=8,p=1$\(salt)$\(key)", "$SCRYPT$ln=15,r=8,p=1$\(salt)$\(key)",
    "$scrypt$ln=9,r=8,p=1$\(salt)$\(key)", "$scrypt$ln=21,r=1,p=1$\(salt)$\(key)",
    "$scrypt$ln=20,r=16,p=4$\(salt)$\(key)", "$scrypt$ln=15,r=0,p=1$\(salt)$\(key)",
    "$scrypt$ln=15,r=17,p=1$\(salt)$\(key)", "$scrypt$ln=15,r=8,p=0$\(salt)$\(key)",
    "$scrypt$ln=15,r=8,p=5$\(salt)$\(key)", "$scrypt$ln=015,r=8,p=1$\(salt)$\(key)",
    "$scrypt$ln=+15,r=8,p=1$\(salt)$\(key)", "$scrypt$ln=15 ,r=8,p=1$\(salt)$\(key)",
    "$scrypt$ln=,r=8,p=1$\(salt)$\(key)", "$scrypt$r=8,ln=15,p=1$\(salt)$\(key)",
    "$scrypt$ln=15,r=8$\(salt)$\(key)", "$scrypt$ln=15,r=8,p=1,x=1$\(salt)$\(key)",
    "$scrypt$ln=99999999999999999999,r=8,p=1$\(salt)$\(key)",
    "$scrypt$ln=271,r=8,p=1$\(salt)$\(key)", "$scrypt$ln=-1,r=8,p=1$\(salt)$\(key)",
    "$scrypt$ln=15,r=8,p=1$AAECAwQFBg$\(key)", "$scrypt$ln=15,r=8,p=1$$\(key)",
    "$scrypt$ln=15,r=8,p=1$\(salt)$AAECAwQFBgcICQoLDA0O",
    "$scrypt$ln=15,r=8,p=1$\(salt)$" + String(repeating: "A", count: 87),
    "$scrypt$ln=15,r=8,p=1$\(salt)==$\(key)", "$scrypt$ln=15,r=8,p=1$\(salt)$\(key)\0",
    "$scrypt$ln=15,r=8,p=1$AAECAwQFBgcICQoLDA0ODx$\(key)",
    good + String(repeating: "A", count: 1 << 16),
  ]

  @Test(arguments: refused)
  func `what is no hash, or asks for too much, is refused`(text: String) {
    #expect(PasswordHash(text) == nil)
    #expect(PasswordHash(utf8: bytes(text)) == nil)
  }

  @Test func `the longest and the shortest of what is accepted come back`() throws {
    let long = "$scrypt$ln=15,r=16,p=4$" + String(repeating: "A", count: 86) + "$"
    for text in [
      Self.good, long + String(repeating: "A", count: 86),
      "$scrypt$ln=10,r=1,p=1$AAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA",
    ] {
      #expect(PasswordHash(text)?.text == text)
    }
  }

  @Test func `a hash that is cut or has other bytes is refused, or means itself`() {
    let good = bytes(Self.good)
    for count in 0..<good.count {
      if let hash = PasswordHash(utf8: Array(good.prefix(count))) {
        #expect(bytes(hash.text) == Array(good.prefix(count)))
      }
    }
    var generator = SeededGenerator()
    for _ in 0..<20_000 {
      var text = good
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        text[Int.random(in: text.indices, using: &generator)] = .random(
          in: .min ... .max,
          using: &generator
        )
      }
      guard let hash = PasswordHash(utf8: text) else { continue }
      #expect(bytes(hash.text) == text, "seed \(generator.seed)")
    }
  }
}
