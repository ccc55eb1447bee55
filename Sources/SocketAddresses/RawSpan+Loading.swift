extension RawSpan {
  /// All bytes, copied.
  package var array: [UInt8] {
    [UInt8](capacity: byteCount) { output in
      for offset in byteOffsets {
        output.append(load(at: offset, as: UInt8.self))
      }
    }
  }

  /// The integer in the bytes from the offset, as it lies in memory.
  ///
  /// The caller has checked that there are enough; if not, the program ends here and reads nothing.
  @inline(__always)
  package func load<Value: FixedWidthInteger & BitwiseCopyable>(
    at offset: Int,
    as type: Value.Type
  ) -> Value {
    // SAFETY: every pattern of bits must be a value of the type, which holds for integers. The
    // callee checks the bounds and asks for no alignment.
    unsafe unsafeLoadUnaligned(fromByteOffset: offset, as: type)
  }
}
