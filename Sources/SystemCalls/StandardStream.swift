/// The descriptors that a program is started with: stdin(3).
package enum StandardStream: Int32, Sendable, CaseIterable {
  case input = 0
  case output = 1
  case error = 2
}
