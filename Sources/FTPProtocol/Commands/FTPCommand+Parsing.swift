extension FTPCommand {
  /// Reads a line of a control connection.
  ///
  /// - Parameter line: what an `FTPLineDecoder` has found.
  /// - Returns: the command; or why it is none, with the reply.
  package static func parse(_ line: FTPLine) -> Result<Self, FTPCommandRefusal> {
    switch line {
    case .text(let text): parse(text)
    case .malformed: .failure(FTPCommandRefusal(.unreadable, .malformedLine))
    case .tooLong(let beginning):
      isHTTPRequest(beginning)
        ? .failure(FTPCommandRefusal(.httpRequest, .notHTTP))
        : .failure(FTPCommandRefusal(.unreadable, .lineTooLong))
    }
  }

  /// Reads a line without its ending: a word, and what is behind the first space after it.
  ///
  /// - Parameter line: any bytes.
  /// - Returns: as above.
  package static func parse(_ line: [UInt8]) -> Result<Self, FTPCommandRefusal> {
    guard !line.contains(where: \.breaksLines) else {
      return .failure(FTPCommandRefusal(.unreadable, .malformedLine))
    }
    let (word, argument) = line.cut(at: .space)
    guard let verb = FTPVerb(word) else {
      return isHTTPRequest(line)
        ? .failure(FTPCommandRefusal(.httpRequest, .notHTTP))
        : .failure(FTPCommandRefusal(.unknown, .unknownCommand))
    }
    do throws(FTPReply) {
      return .success(try FTPCommand(verb, argument ?? []))
    } catch {
      return .failure(FTPCommandRefusal(.known(verb), error))
    }
  }

  /// Whether the line begins as the first of an HTTP request (RFC 9112 §3): a method, a space, and
  /// the beginning of a target.
  ///
  /// A page of the web can make a browser send one here, with commands in its body.
  private static func isHTTPRequest(_ line: [UInt8]) -> Bool {
    let (method, rest) = line.cut(at: .space)
    guard httpMethods.contains(where: method.isWord), let rest else { return false }
    let endsInVersion = rest.split(separator: .space).last?.prefix(5).isWord("HTTP/") ?? false
    return endsInVersion || rest.first == .slash || rest.first == UInt8(ascii: "*")
      || rest.prefix(4).isWord("HTTP")
  }

  private static let httpMethods = [
    "GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT", "PRI",
  ]

  /// A command with its argument, which is empty where there is none.
  private init(_ verb: FTPVerb, _ argument: [UInt8]) throws(FTPReply) {
    let rule = verb.rule
    if case .refused(let reply) = rule.service { throw reply }
    switch rule.argument {
    case .none where !argument.isEmpty: throw .argumentUnexpected
    case .required where argument.isEmpty: throw .argumentMissing
    default: break
    }
    if let command = Self.bare(verb) {
      self = command
    } else if let command = Self.named(verb, argument) {
      self = command
    } else {
      self = try Self.structured(verb, argument)
    }
  }

  /// A command without argument; nil for others.
  private static func bare(_ verb: FTPVerb) -> Self? {
    switch verb {
    case .rein: .rein
    case .quit: .quit
    case .feat: .feat
    case .noop: .noop
    case .syst: .syst
    case .pasv: .pasv
    case .abor: .abor
    case .cdup: .cdup
    case .pwd: .pwd
    default: nil
    }
  }

  /// A command whose argument is a name, or another text; nil for others.
  private static func named(_ verb: FTPVerb, _ argument: [UInt8]) -> Self? {
    switch verb {
    case .user: .user(argument)
    case .pass: .pass(argument)
    case .clnt: .clnt(argument)
    case .stat: .stat(argument.isEmpty ? nil : FTPListRequest(argument: argument))
    case .list: .list(FTPListRequest(argument: argument))
    case .nlst: .nlst(FTPListRequest(argument: argument))
    case .mlsd: .mlsd(argument)
    case .mlst: .mlst(argument)
    case .retr: .retr(argument)
    case .stor: .stor(argument)
    case .appe: .appe(argument)
    case .stou: .stou(argument)
    case .cwd: .cwd(argument)
    case .mkd: .mkd(argument)
    case .rmd: .rmd(argument)
    case .dele: .dele(argument)
    case .rnfr: .rnfr(argument)
    case .rnto: .rnto(argument)
    case .size: .size(argument)
    case .mdtm: .mdtm(argument)
    default: nil
    }
  }
}
