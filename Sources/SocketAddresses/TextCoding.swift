// Addresses are encoded as their text: what a person reads and writes in a configuration.

extension IPv4Address: Codable {
  /// Decodes the text that `init(_:)` reads; any other is `DecodingError.dataCorrupted`.
  public init(from decoder: any Decoder) throws {
    self = try decoder.decodeText()
  }

  /// Encodes the description, one string.
  public func encode(to encoder: any Encoder) throws {
    try encoder.encodeText(self)
  }
}

extension IPv6Address: Codable {
  /// Decodes the text that `init(_:)` reads; any other is `DecodingError.dataCorrupted`.
  public init(from decoder: any Decoder) throws {
    self = try decoder.decodeText()
  }

  /// Encodes the description, one string.
  public func encode(to encoder: any Encoder) throws {
    try encoder.encodeText(self)
  }
}

extension IPAddress: Codable {
  /// Decodes the text that `init(_:)` reads; any other is `DecodingError.dataCorrupted`.
  public init(from decoder: any Decoder) throws {
    self = try decoder.decodeText()
  }

  /// Encodes the description, one string.
  public func encode(to encoder: any Encoder) throws {
    try encoder.encodeText(self)
  }
}

extension IPNetwork: Codable {
  /// Decodes the text that `init(_:)` reads; any other is `DecodingError.dataCorrupted`.
  public init(from decoder: any Decoder) throws {
    self = try decoder.decodeText()
  }

  /// Encodes the description, one string.
  public func encode(to encoder: any Encoder) throws {
    try encoder.encodeText(self)
  }
}

extension Endpoint: Codable {
  /// Decodes the text that `init(_:)` reads; any other is `DecodingError.dataCorrupted`.
  public init(from decoder: any Decoder) throws {
    self = try decoder.decodeText()
  }

  /// Encodes the description, one string.
  public func encode(to encoder: any Encoder) throws {
    try encoder.encodeText(self)
  }
}

extension Decoder {
  fileprivate func decodeText<Value: LosslessStringConvertible>() throws -> Value {
    let container = try singleValueContainer()
    let text = try container.decode(String.self)
    guard let value = Value(text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not \(Value.self)")
    }
    return value
  }
}

extension Encoder {
  fileprivate func encodeText(_ value: some LosslessStringConvertible) throws {
    var container = singleValueContainer()
    try container.encode(value.description)
  }
}
