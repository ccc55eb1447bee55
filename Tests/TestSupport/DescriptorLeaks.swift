import CTestSupport

/// Whether the test process, if it ended now, would fail for having left the descriptor open.
///
/// Every test process makes this check of all its descriptors when it ends.
///
/// - Parameter number: a descriptor of this process, open or not.
/// - Returns: whether it is one that tests have to close, and was not open at the start.
package func isLeak(_ number: Int32) -> Bool {
  ctestsupport_is_leak(number)
}
