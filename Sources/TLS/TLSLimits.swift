/// The sizes and times that TLS keeps to.
public enum TLSLimits {
  /// Bytes that a peer may send before the handshake is done: 256 KiB.
  ///
  /// A handshake is some 5 KB, and 100 KB of certificates are the most that is taken.
  public static let handshakeBytesMax = 256 << 10

  /// Bytes of a peer's certificates: 100 KiB, as OpenSSL has it.
  public static let certificateBytesMax = 100 << 10

  /// How long `close` waits for a peer that takes nothing: 10 seconds.
  ///
  /// Who wants to be sure of the end calls `finishWriting` before, with a deadline of its own.
  public static let closingTimeMax = Duration.seconds(10)

  /// How long a client that closes waits for what the server sends at the end of its handshake: 1
  /// second.
  ///
  /// See `TLSStream.close`.
  public static let lingeringTimeMax = Duration.seconds(1)

  /// Bytes of answers to a peer's requests for new keys that wait for the next write: 16 KiB, some
  /// 500 answers.
  ///
  /// No honest peer asks as often without ever getting data.
  public static let answerBytesMax = 16 << 10

  /// Sessions that a server remembers for clients that know no tickets: 20 000.
  public static let sessionsMax = 20_000

  /// Bytes of a session in its serialised form: 64 KiB.
  ///
  /// It has the peer's certificate in it.
  public static let sessionBytesMax = 64 << 10

  /// Bytes of a file of certificates, or of a key: 4 MiB.
  ///
  /// The roots of a whole system are some 200 KB.
  public static let fileBytesMax = 4 << 20

  /// Certificates of a file: 4096.
  public static let certificatesMax = 4096

  /// Bytes of a name of a server: 253, as DNS has it (RFC 1035, section 2.3.4).
  public static let serverNameBytesMax = 253

  /// Bytes of the name of an application's protocol: 255 (RFC 7301, section 3.1).
  public static let applicationProtocolBytesMax = 255

  /// Records that are encrypted with one key before there is a new one: 8 388 608.
  ///
  /// AES-GCM is safe for 24 million (RFC 8446, section 5.5).
  static let recordsOfKeyMax = 1 << 23

  /// Plaintext bytes of a record (RFC 8446, section 5.1).
  static let recordBytesMax = 16 << 10

  /// Bytes that a record has more than its plaintext: header, nonce, padding and tag, of every
  /// cipher (RFC 5246, section 6.2.3, allows 2048; OpenSSL's ciphers add less than 128).
  static let recordOverheadBytesMax = 256

  /// Bytes that are encrypted between two looks at the stream below: four records.
  static let plaintextPieceBytesMax = 4 * recordBytesMax

  /// Bytes of a ciphertext buffer: as many as this.
  static let ciphertextBytes = 4 * (recordBytesMax + recordOverheadBytesMax)

  /// Bytes of output that a handshake may make at once: certificates and all.
  static let outputBytesMax = 1 << 20

  /// Ciphertext buffers that are kept for the next user, of the whole process: 64, which are 4 MiB.
  static let buffersKeptMax = 64
}
