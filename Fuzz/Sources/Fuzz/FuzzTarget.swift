/// Something that is fed with hostile input, and the promise it must keep.
protocol FuzzTarget: Sendable {
  /// What it promises and how that is put to the test: the sentences that the fuzzer opens with.
  var promise: String { get }

  /// Longer inputs are not made.
  var inputBytesMax: Int { get }

  /// Pieces of valid input: mutation writes them into others.
  var words: [[UInt8]] { get }

  /// Feeds one input and looks at all that the promise says.
  ///
  /// - Parameter input: any bytes.
  /// - Returns: which ways the input went, as bits: an input that went as none before is worth
  ///   changing further.
  /// - Throws: `Violation` where the promise is broken.
  func check(_ input: [UInt8]) throws(Violation) -> UInt64
}

/// A broken promise.
struct Violation: Error {
  /// What should have held.
  var property: String
}

/// Throws unless the property holds.
func expect(
  _ holds: Bool,
  _ property: @autoclosure () -> String
) throws(Violation) {
  guard holds else { throw Violation(property: property()) }
}
