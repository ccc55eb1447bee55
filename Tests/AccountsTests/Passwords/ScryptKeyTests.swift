import Accounts
import Testing

struct ScryptKeyTests {
  struct Vector: Sendable {
    var password: String
    var salt: String
    var cost: Int
    var blockSize: Int
    var parallelism: Int
    var key: String
  }

  // RFC 7914, section 12, but for the one of an empty password and salt, which nobody may have.
  static let vectors: [Vector] = [
    Vector(
      password: "password",
      salt: "NaCl",
      cost: 1_024,
      blockSize: 8,
      parallelism: 16,
      key: """
        fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162\
        2eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640
        """
    ),
    Vector(
      password: "pleaseletmein",
      salt: "SodiumChloride",
      cost: 16_384,
      blockSize: 8,
      parallelism: 1,
      key: """
        7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2\
        d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887
        """
    ),
  ]

  @Test(arguments: vectors)
  func `keys are those of RFC 7914`(vector: Vector) throws {
    let key = try ScryptKey.derive(
      from: bytes(vector.password),
      salt: bytes(vector.salt),
      cost: vector.cost,
      blockSize: vector.blockSize,
      parallelism: vector.parallelism,
      count: vector.key.utf8.count / 2
    )
    let text = key.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    #expect(text == vector.key)
  }
}
