import FTPProtocol
import Testing

@testable import FTPClients

/// What FEAT has told.
@Suite struct FTPFeaturesTests {
  private let features = FTPFeatures(
    FTPReply(
      211,
      first: "Features:",
      inner: [" MLST type*;size;", "  rest stream ", "UTF8", " AUTH TLS;SSL", " a\u{7}"].map {
        Array($0.utf8)
      },
      last: "End"
    )
  )

  @Test func `a feature is a line's first word, in any case`() {
    #expect(features.contains("MLST"))
    #expect(features.contains("utf8"))
    #expect(features.contains("REST"))
    #expect(!features.contains("Features:"))
    #expect(!features.contains("End"))
    #expect(!features.contains("ML"))
    #expect(!features.contains("TLS"))
    #expect(!features.contains(""))
  }

  @Test func `what follows is its parameter`() {
    #expect(features.parameter(of: "MLST") == "type*;size;")
    #expect(features.parameter(of: "REST") == "stream")
    #expect(features.parameter(of: "UTF8") == "")
    #expect(features.parameter(of: "SIZE") == nil)
  }

  @Test func `control characters are escaped`() {
    #expect(features.lines.last == #"a\x07"#)
  }

  @Test func `nothing is known before`() {
    #expect(!FTPFeatures().wasTold)
    #expect(FTPFeatures().lines == [])
  }
}
