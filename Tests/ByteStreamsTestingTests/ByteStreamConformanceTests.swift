import ByteStreams
import ByteStreamsTesting
import Testing

@Suite struct ByteStreamConformanceTests {
  @Test func `x`() async throws {}
}
