import CPlatform
import SystemCalls
import Testing

struct NameErrorTests {
  @Test(arguments: [
    (EAI_NONAME, "Name or service not known"),
    (EAI_AGAIN, "Temporary failure in name resolution"),
    (EAI_SYSTEM, "System error"),
    (4242, "Unknown error"),
  ])
  func `a code has the C library's words`(_ code: Int32, _ text: String) {
    #expect(NameError.text(of: code) == text)
  }
}
