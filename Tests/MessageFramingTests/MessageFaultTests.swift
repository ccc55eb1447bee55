import Testing

@testable import MessageFraming

@Suite struct MessageFaultTests {
  @Test(arguments: [
    ("", "message 3: malformed"),
    ("{", "message 3: malformed"),
    ("{}", #"message 3: no "id""#),
    (#"{"id":"SECRET"}"#, "message 3: no Int in id"),
    (#"{"id":null}"#, "message 3: null for Int in id"),
    (#"{"id":1.5}"#, "message 3: malformed"),
    (#"[]"#, "message 3: no Dictionary<String, Any>"),
    (
      #"{"id":1,"items":[{"name":"a"},{"count":1}],"labels":{}}"#,
      #"message 3: no "name" in items[1]"#
    ),
    (#"{"id":1,"items":[],"labels":{"SECRET":"x"}}"#, "message 3: no Int in labels.*"),
    (#"{"id":1,"items":[],"labels":{"7":"x"}}"#, "message 3: no Int in labels[7]"),
  ])
  func `a fault tells the message and the place, and nothing of the peer's`(
    text: String,
    description: String
  ) {
    #expect(MessageFault.reading(text)?.description == description)
  }

  @Test func `what a type refuses by itself is not told`() {
    let fault = MessageFault(number: 2, decoding: Refused.Secret())
    #expect(fault == MessageFault(number: 2, kind: .other))
    #expect("\(fault)" == "message 2: refused by its type")
    #expect(MessageFault(number: 2, encoding: Refused.Secret()) == fault)
  }

  @Test func `a message without a fault has none`() {
    #expect(MessageFault.reading(#"{"id":1,"items":[],"labels":{}}"#) == nil)
  }

  @Test func `deep nesting is a fault`() {
    for count in [1000, 100_000] {
      let text = String(repeating: "[", count: count) + String(repeating: "]", count: count)
      let fault = MessageFault.reading(#"{"id":1,"items":\#(text),"labels":{}}"#)
      #expect(fault?.kind == .malformed)
    }
  }
}
