import Testing
@testable import MessageFraming
