extension RawSpan {
  /// The bytes as text.
  ///
  /// - Throws: where `malformed` refuses bytes that are not UTF-8, and where they are.
  package func text(malformed: MalformedText) throws(UTF8.ValidationError) -> String {
    // SAFETY: the pointers are used inside the closure only, and every pattern of bits is a byte.
    let text: Result<String, UTF8.ValidationError> = unsafe withUnsafeBytes { bytes in
      switch malformed {
      case .repaired:
        return .success(unsafe String(decoding: bytes, as: UTF8.self))
      case .refused:
        return unsafe bytes.withMemoryRebound(to: UInt8.self) { bytes in
          Result { () throws(UTF8.ValidationError) in
            String(copying: try UTF8Span(validating: unsafe bytes.span))
          }
        }
      }
    }
    return try text.get()
  }
}
