internal import Accounts
internal import FTPProtocol
internal import HomeDirectories

extension FTPSession {
  /// Does a command that was admitted, and answers it.
  func perform(_ command: FTPCommand) async throws {
    switch command {
    case .user, .pass, .rein, .quit, .host, .auth: try await performAccess(command)
    case .retr, .stor, .appe, .stou, .list, .nlst, .mlsd: try await performTransfer(command)
    default: try await reply(to: command) { try await self.answer(command) }
    }
  }

  /// Sends the answer to a command, or why there is none, and takes note of it.
  func reply(
    to command: FTPCommand,
    _ answer: () async throws -> FTPReply
  ) async throws {
    let reply: FTPReply
    do {
      reply = try await answer()
    } catch let error as HomeError {
      reply = refuse(command, error.reply)
    } catch let error as ActionError {
      reply = refuse(command, error.reply)
    } catch let error as FTPReply {
      reply = refuse(command, error)
    }
    state.complete(command, with: reply.code)
    try await send(reply)
  }

  /// Tells of what an account was denied.
  func refuse(_ command: FTPCommand, _ reply: FTPReply) -> FTPReply {
    if reply == .permissionDenied || reply == .quotaExceeded {
      settings.report(
        .denied(
          record.id,
          name: account?.name.text ?? "",
          command: command.verb.rawValue,
          path: command.path ?? [],
          reason: reply.text
        )
      )
    }
    return reply
  }

  private func answer(_ command: FTPCommand) async throws -> FTPReply {
    switch command {
    case .cwd(let path): try await changeDirectory(to: path)
    case .cdup: try await changeDirectory(to: Array("..".utf8))
    case .pwd: .workingDirectory(directory.text)
    case .mkd(let path): try await makeDirectory(path)
    case .rmd(let path): try await removeDirectory(path)
    case .dele(let path): try await deleteFile(path)
    case .rnfr(let path): try await nameSource(path)
    case .rnto(let path): try await rename(to: path)
    case .size(let path): try await size(of: path)
    case .mdtm(let path): try await modificationTime(of: path)
    case .mfmt(let time, let path): try await setTime(time, of: path, command)
    case .mff(let time, let path): try await setTime(time, of: path, command)
    case .mlst(let path): try await facts(of: path)
    case .stat(let request?): try await status(of: request)
    case .stat(nil): sessionStatus()
    case .site(let command): try await answer(command)
    case .allo(let bytes): try await allocate(bytes)
    case .pasv, .epsv, .port, .eprt: try await prepare(command)
    case .abor: await abort()
    default: .notImplemented
    }
  }

  /// ABOR where no transfer runs.
  private func abort() async -> FTPReply {
    await dropPreparation()
    return .nothingToAbort
  }

  /// A path as the client means it.
  func resolve(_ path: [UInt8]) throws(HomeError) -> HomePath {
    try HomePath(path, from: directory)
  }

  /// The home of who has logged in.
  func home() throws(FTPReply) -> HomeAccess {
    guard let access else { throw .notLoggedIn }
    return access
  }
}

extension FTPCommand {
  /// Whether it brings a file.
  var isUpload: Bool {
    switch self {
    case .stor, .appe, .stou: true
    default: false
    }
  }

  /// The path that it is about, as the client has named it.
  var path: [UInt8]? {
    switch self {
    case .retr(let path), .stor(let path), .appe(let path), .stou(let path), .mlsd(let path),
      .cwd(let path), .mkd(let path), .rmd(let path), .dele(let path), .rnfr(let path),
      .rnto(let path), .size(let path), .mdtm(let path), .mlst(let path), .mfmt(_, let path),
      .mff(_, let path), .site(.changeMode(_, let path)), .site(.changeTime(_, let path)):
      path
    case .list(let request), .nlst(let request), .stat(let request?): request.path
    default: nil
    }
  }
}
