import Testing

@Suite struct `Stripping Swift` {
  /// Each text with what is left of it, blanks shown as dots.
  @Test(arguments: [
    (#"let a = 1  // b"#, #"let.a.=.1......"#),
    (#"a /* b */ c"#, #"a.........c"#),
    (#"a /* b /* c */ d */ e"#, #"a...................e"#),
    (#"a / b"#, #"a./.b"#),
    (#""{" + x"#, #"".".+.x"#),
    (#""\"{" + x"#, #""...".+.x"#),
    (#""a \(b + c) d""#, #""..\(b.+.c)..""#),
    (#""\(f("}")) {" + x"#, #""\(f("."))..".+.x"#),
    (##"#"a "{\("# + x"##, ##"#"......"#.+.x"##),
    (##"#"a \#(b) "# + x"##, ##"#"..\#(b)."#.+.x"##),
    (##"#/"{/# + x"##, ##"#/../#.+.x"##),
    ("func `a { b`() {}", "func.`.....`().{}"),
    ("\"\"\"\n{ \" //\n\"\"\" + x", "\"\"\"\n......\n\"\"\".+.x"),
    ("// a `b\nlet c = \"", ".......\nlet.c.=.\""),
    ("\"open\nlet a", "\"....\nlet.a"),
    ("/* open", "......."),
    ("`open", "`...."),
  ])
  func `leaves code alone`(text: String, left: String) {
    #expect(SwiftStripper.strip(text).replacing(" ", with: ".") == left)
  }

  @Test func `keeps lines and columns`() {
    let text = "let a = \"ä\" // ö\nlet b = 2\n"
    let stripped = SwiftStripper.strip(text)
    #expect(stripped.utf8.count == text.utf8.count)
    #expect(stripped.hasSuffix("\nlet b = 2\n"))
  }
}
