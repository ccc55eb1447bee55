extension MessageFault {
  /// What a decoder has thrown.
  init(number: Int, decoding error: any Error) {
    guard let error = error as? DecodingError else {
      self.init(number: number, kind: .other)
      return
    }
    switch error {
    case .keyNotFound(let key, let context):
      let name = Self.name(of: key)
      self.init(number: number, kind: .missing(key: name), path: Self.path(context.codingPath))
    case .typeMismatch(let type, let context):
      let kind = Kind.mismatched(type: "\(type)")
      self.init(number: number, kind: kind, path: Self.path(context.codingPath))
    case .valueNotFound(let type, let context):
      let kind = Kind.null(type: "\(type)")
      self.init(number: number, kind: kind, path: Self.path(context.codingPath))
    case .dataCorrupted(let context):
      self.init(number: number, kind: .malformed, path: Self.path(context.codingPath))
    @unknown default:
      self.init(number: number, kind: .malformed)
    }
  }

  /// What an encoder has thrown.
  init(number: Int, encoding error: any Error) {
    guard case .invalidValue(_, let context)? = error as? EncodingError else {
      self.init(number: number, kind: .other)
      return
    }
    self.init(number: number, kind: .unencodable, path: Self.path(context.codingPath))
  }

  /// How many steps of a path are told: JSON of a peer may be deep.
  static let pathStepsMax = 16

  private static func path(_ keys: [any CodingKey]) -> String {
    var path = ""
    for key in keys.prefix(pathStepsMax) {
      if let index = key.intValue, !isOfProgram(key) {
        path += "[\(index)]"
      } else {
        path += (path.isEmpty ? "" : ".") + name(of: key)
      }
    }
    return keys.count > pathStepsMax ? path + "…" : path
  }

  private static func name(of key: any CodingKey) -> String {
    isOfProgram(key) ? key.stringValue : "*"
  }

  /// Whether a key was written by the program: the keys that the compiler makes are the cases of an
  /// enumeration, those of dictionaries and lists are structures with what has come.
  private static func isOfProgram(_ key: any CodingKey) -> Bool {
    let mirror = Mirror(reflecting: key)
    return mirror.displayStyle == .enum && mirror.children.isEmpty
  }
}
