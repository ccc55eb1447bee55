import Accounts
import TestSupport
import Testing

struct PasswordHashTests {
  // The first is of passlib's documentation, the others are Python's hashlib.scrypt.
  static let foreign: [(password: String, text: String)] = [
    (
      "password",
      """
      $scrypt$ln=16,r=8,p=1$aM15713r3Xsvxbi31lqr1Q$\
      nFNh2CVHVjNldFVKDHDlm4CbdRSCdEBsjjJxD+iCs5E
      """
    ),
    (
      "correct horse",
      """
      $scrypt$ln=10,r=8,p=1$MDEyMzQ1Njc4OWFiY2RlZg$\
      6g3umF+uVrJsObaTZhIbbTlgrvOEFcCItdwSjtPF67M
      """
    ),
    (
      "pässwörd",
      """
      $scrypt$ln=11,r=4,p=2$AAECAwQFBgcICQoLDA0ODw$\
      dGAW2CKaQB6ZMGY2aE8Z4gVgIvaFfyeyyXNDtpHVQkE
      """
    ),
  ]

  @Test(arguments: foreign)
  func `hashes of others are understood, and written the same`(
    password: String,
    text: String
  ) throws {
    let hash = try #require(PasswordHash(text))
    #expect(hash.text == text)
    #expect(try hash.matches(bytes(password)))
    #expect(try !hash.matches(bytes(password + " ")))
  }

  @Test func `a hash matches its own password only, and has a salt of its own`() throws {
    let hash = try PasswordHash.cheap(of: "secret")
    #expect(try hash.matches(bytes("secret")))
    for other in ["", "secre", "secret\u{1}", "\0secret", "Secret", "secret "] {
      #expect(try !hash.matches(bytes(other)), "\(other)")
    }
    let again = try PasswordHash.cheap(of: "secret")
    #expect(again != hash && again.salt != hash.salt && again.key != hash.key)
    #expect(PasswordHash(hash.text) == hash)
    #expect(try PasswordHash(of: [1]).parameters == .standard)
  }

  @Test func `passwords have 1 to 1,024 bytes of any value`() throws {
    let any = (0..<1_024).map { UInt8(truncatingIfNeeded: $0) }
    let hash = try PasswordHash(of: any, parameters: .least)
    #expect(try hash.matches(any))
    #expect(try !hash.matches(any + [0]))
    #expect(throws: AccountError.passwordTooLong) {
      try PasswordHash(of: any + [0], parameters: .least)
    }
    #expect(throws: AccountError.passwordEmpty) { try PasswordHash(of: [], parameters: .least) }
  }

  @Test func `an empty password does not match the hash of a zero byte`() throws {
    let hash = try PasswordHash(of: [0], parameters: .least)
    #expect(try hash.matches([0]))
    #expect(try !hash.matches([]))
  }

  @Test func `a dummy matches nothing and costs the same`() throws {
    let dummy = PasswordHash.dummy(parameters: .least)
    #expect(try !dummy.matches([]) && !dummy.matches([0]))
    #expect(dummy.parameters == .least && dummy.key.count == 32 && dummy.salt.count == 16)
  }

  @Test func `neither description nor dump shows salt or key`() throws {
    let hash = try PasswordHash.cheap(of: "secret")
    var dumped = ""
    dump(hash, to: &dumped)
    let shown = "\(hash) \(String(reflecting: hash)) \(dumped)"
    #expect(shown.contains("ln=10"))
    #expect(!shown.contains(UnpaddedBase64.encode(hash.key)))
    #expect(!shown.contains("\(hash.key[0]), \(hash.key[1])") && !shown.contains("salt"))
  }

  @Test func `a hash that is weaker or shorter than today's needs an upgrade`() throws {
    let salt = "AAECAwQFBgcICQoLDA0ODw"
    let key = "dGAW2CKaQB6ZMGY2aE8Z4gVgIvaFfyeyyXNDtpHVQkE"
    let table = [
      ("$scrypt$ln=15,r=8,p=1$\(salt)$\(key)", false),
      ("$scrypt$ln=16,r=8,p=1$\(salt)$\(key)", false),
      ("$scrypt$ln=14,r=8,p=1$\(salt)$\(key)", true),
      ("$scrypt$ln=15,r=8,p=1$AAECAwQFBgc$\(key)", true),
      ("$scrypt$ln=15,r=8,p=1$\(salt)$\(salt)", true),
    ]
    for (text, needsUpgrade) in table {
      let hash = try #require(PasswordHash(text))
      #expect(hash.needsUpgrade(to: .standard) == needsUpgrade, "\(text)")
    }
  }
}
