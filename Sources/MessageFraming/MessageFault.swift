/// Why the content of a frame is no message of the type that was asked for, or why a message cannot
/// be written.
///
/// It names what the program knows: which message, and the places in its types. What the peer has
/// sent is not in it, also not the keys of its dictionaries.
public struct MessageFault: Error, Hashable, Sendable {
  /// What is wrong.
  public enum Kind: Hashable, Sendable {
    /// The content is no JSON, or a value is not one that its type knows.
    case malformed
    /// A property of this name is missing.
    case missing(key: String)
    /// A value has another type than the property, this one.
    case mismatched(type: String)
    /// A value is null and the property, of this type, cannot be.
    case null(type: String)
    /// A value cannot be written, as a number that is infinite.
    case unencodable
    /// The type's own decoding or encoding has thrown something else.
    case other
  }

  /// Which message of its direction it is, the first being 1.
  public let number: Int
  /// What is wrong.
  public let kind: Kind
  /// The way to the place; empty where it is the message itself.
  ///
  /// It consists of names of the program's own keys and of places in lists in brackets; a star
  /// stands for a key that may come from the peer.
  public let path: String

  init(number: Int, kind: Kind, path: String = "") {
    self.number = number
    self.kind = kind
    self.path = path
  }
}

extension MessageFault: CustomStringConvertible {
  /// One line: `message 3: no "name" in items[2]`.
  public var description: String {
    let place = path.isEmpty ? "" : " in \(path)"
    return switch kind {
    case .malformed: "message \(number): malformed\(place)"
    case .missing(let key): "message \(number): no \"\(key)\"\(place)"
    case .mismatched(let type): "message \(number): no \(type)\(place)"
    case .null(let type): "message \(number): null for \(type)\(place)"
    case .unencodable: "message \(number): cannot be written\(place)"
    case .other: "message \(number): refused by its type"
    }
  }
}
