/// A certificate (X.509, RFC 5280): what it says, as it was written.
///
/// A value of it proves nothing: whether it is to be trusted was found out by the handshake that
/// gave it, or not at all for one of a file.
public struct TLSCertificate: Hashable, Sendable {
  /// The certificate itself (DER).
  public let der: [UInt8]

  /// Whose it is, as text of RFC 2253: `CN=alice,O=Example`.
  ///
  /// Control characters are escaped.
  public let subject: String

  /// Who has signed it, in the same form.
  public let issuer: String

  /// The host names that it is for, in lower case; `*` may be their first label.
  public let hostNames: [String]

  /// The IP addresses that it is for: 4 bytes or 16.
  public let ipAddresses: [[UInt8]]

  /// The e-mail addresses that it is for, mostly of a client.
  public let emailAddresses: [String]

  /// When its time begins, in seconds since 1970.
  public let notBefore: Int64

  /// When its time ends, in seconds since 1970.
  public let notAfter: Int64

  /// The digest of its public key.
  public let keyPin: TLSKeyPin
}

extension TLSCertificate: CustomStringConvertible {
  /// One line: `CN=localhost`, or the names where there is no such text.
  public var description: String {
    subject.isEmpty ? names.joined(separator: ", ") : subject
  }

  /// Host names and IP addresses as text.
  var names: [String] { hostNames + ipAddresses.map(TLSCertificate.text(ofAddress:)) }

  private static func text(ofAddress bytes: [UInt8]) -> String {
    guard bytes.count == 16 else { return bytes.map { "\($0)" }.joined(separator: ".") }
    let groups = stride(from: 0, to: 16, by: 2).map { index in
      String(UInt16(bytes[index]) << 8 | UInt16(bytes[index + 1]), radix: 16)
    }
    return groups.joined(separator: ":")
  }
}

/// A day in UTC.
struct CalendarDay: CustomStringConvertible {
  /// Seconds since 1970.
  let seconds: Int64

  /// As ISO 8601 has it: `2024-05-01`.
  var description: String {
    // The civil calendar of the day's number, which begins with March, so that a leap day is last.
    let days = Int64((Double(seconds) / 86_400).rounded(.down)) + 719_468
    let era = (days >= 0 ? days : days - 146_096) / 146_097
    let dayOfEra = days - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * shifted + 2) / 5 + 1
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return "\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
  }
}
