import Accounts
import HomeDirectories
import SystemCalls
import Testing

struct HomeAccessTests {
  /// What is done in a home that holds `file` ("12345"), `other`, `folder` and `empty`.
  private enum Operation: String, CaseIterable, CustomTestStringConvertible {
    case enter, status, size, read, list, sort, create, replace, resumeInside, resumeAtEnd
    case append, appendToNothing, unique, makeDirectory, removeDirectory, delete, rename
    case renameOver, setMode, setTime

    var testDescription: String { rawValue }

    /// The least sets of permissions that allow it.
    var needed: [Permissions] {
      switch self {
      case .enter: (0..<11).map { Permissions(rawValue: 1 << $0) }
      case .status, .size: [.list, .read]
      case .read: [.read]
      case .list, .sort: [.list]
      case .create, .appendToNothing, .unique: [.create]
      case .replace, .resumeInside: [.overwrite]
      case .resumeAtEnd: [.append, .overwrite]
      case .append: [.append]
      case .makeDirectory: [.makeDirectory]
      case .removeDirectory: [.removeDirectory]
      case .delete: [.delete]
      case .rename: [.rename]
      case .renameOver: [[.rename, .overwrite]]
      case .setMode: [.setMode]
      case .setTime: [.setTime]
      }
    }

    func perform(_ access: HomeAccess) throws {
      let file = try path("/file")
      switch self {
      case .enter: try access.enter(path("/folder"))
      case .status: _ = try access.status(of: file)
      case .size: #expect(try access.size(of: file) == 5)
      case .read: _ = try access.openForReading(file)
      case .list: _ = try access.list(path("/folder"))
      case .sort: _ = try access.sortedEntries(of: path("/folder"))
      case .create: try access.beginUpload(to: path("/new")).commit()
      case .replace: try access.beginUpload(to: file).commit()
      case .resumeInside: try access.resumeUpload(to: file, at: 2).commit()
      case .resumeAtEnd: try access.resumeUpload(to: file, at: 5).commit()
      case .append: try access.append(to: file).commit()
      case .appendToNothing: try access.append(to: path("/new")).commit()
      case .unique: try access.beginUniqueUpload(in: .root).commit()
      default: try change(access, file)
      }
    }

    private func change(_ access: HomeAccess, _ file: HomePath) throws {
      switch self {
      case .makeDirectory: try access.makeDirectory(path("/made"))
      case .removeDirectory: try access.removeDirectory(path("/empty"))
      case .delete: try access.deleteFile(file)
      case .rename: try access.rename(file, to: path("/moved"))
      case .renameOver: try access.rename(file, to: path("/other"))
      case .setMode: try access.setMode(of: file, to: 0o600)
      default: try access.setTime(of: file, to: FileTime(seconds: 1))
      }
    }
  }

  private static func withAccess<R: Sendable>(
    _ rules: AccessRules,
    _ body: @Sendable @escaping (HomeAccess, TestHome) throws -> R
  ) async throws -> R {
    try await withHome { test in
      try test.put("file", "12345")
      try test.put("other")
      try test.makeDirectory("folder/below")
      try test.put("folder/below/file", "below")
      try test.makeDirectory("empty")
      return try body(HomeAccess(to: test.home, rules: rules, owner: 7), test)
    }
  }

  @Test(arguments: Operation.allCases)
  private func `an operation is allowed by its permissions`(_ operation: Operation) async throws {
    for permissions in operation.needed {
      try await Self.withAccess(AccessRules(permissions)) { access, _ in
        try operation.perform(access)
      }
    }
  }

  @Test(arguments: Operation.allCases)
  private func `an operation is refused without them, and changes nothing`(
    _ operation: Operation
  ) async throws {
    let missing = operation.needed.map { needed in
      Permissions.all.subtracting(operation.needed.reduce([]) { $0.union($1) })
        .union(needed.rawValue.nonzeroBitCount > 1 ? [.rename] : [])
    }
    for permissions in missing + [[]] {
      try await Self.withAccess(AccessRules(permissions)) { access, test in
        let before = try test.home.treeSize()
        let expected = operation == .renameOver && permissions.contains(.rename)
        #expect(throws: expected ? HomeError.exists : .permissionDenied) {
          try operation.perform(access)
        }
        #expect(try test.home.treeSize() == before)
        #expect(test.content("file") == "12345")
      }
    }
  }

  @Test func `the longest rule at a path counts`() async throws {
    let rules = AccessRules(
      .readOnly,
      rules: [
        .init([Array("folder".utf8)], .all),
        .init([Array("folder".utf8), Array("below".utf8)], []),
      ]
    )
    try await Self.withAccess(rules) { access, _ in
      #expect(throws: HomeError.permissionDenied) { try access.beginUpload(to: path("/new")) }
      try access.beginUpload(to: path("/folder/new")).commit()
      #expect(throws: HomeError.permissionDenied) { try access.list(path("/folder/below")) }
      #expect(throws: HomeError.permissionDenied) { try access.enter(path("/folder/below")) }
      #expect(throws: HomeError.permissionDenied) {
        try access.openForReading(path("/folder/x/../below/file"))
      }
    }
  }

  @Test func `renaming needs both ends, and takes nothing out of its rule`() async throws {
    let below = [Array("folder".utf8), Array("below".utf8)]
    try await Self.withAccess(AccessRules(.all, rules: [.init(below, .readOnly)])) { access, test in
      for (from, to) in [
        ("/folder/below/file", "/out"), ("/file", "/folder/below/in"), ("/folder", "/renamed"),
        ("/folder/below", "/renamed"),
      ] {
        #expect(throws: HomeError.permissionDenied) { try access.rename(path(from), to: path(to)) }
      }
      try test.home.rename(path("/folder"), to: path("/away"), isReplacing: false)
      #expect(throws: HomeError.permissionDenied) {
        try access.rename(path("/empty"), to: path("/folder"))
      }
      try access.rename(path("/empty"), to: path("/full"))
    }
  }

  @Test func `who may only bring files goes on with one that was cut, and no other`() async throws {
    try await Self.withAccess(AccessRules(.uploadOnly)) { access, test in
      let new = try path("/new")
      let upload = try access.beginUpload(to: new)
      try upload.write("hel")
      try upload.abandon()
      #expect(try access.size(of: new) == 3)
      #expect(try access.fileStatus(of: new).kind == .file)
      let other = HomeAccess(to: test.home, rules: access.rules, owner: 8)
      #expect(throws: HomeError.permissionDenied) { try other.size(of: new) }
      #expect(throws: HomeError.noSuchFile) { try other.resumeUpload(to: new, at: 3) }
      let rest = try access.append(to: new)
      try rest.write("lo", at: rest.startOffset)
      try rest.commit()
      #expect(test.content("new") == "hello")
      #expect(throws: HomeError.permissionDenied) { try access.size(of: new) }
    }
  }

  @Test(
    arguments: [
      (.all, "/file", 0, nil), (.all, "/file", 5, nil), (.all, "/file", 6, .invalidOffset),
      (.all, "/file", nil, nil), (.all, "/new", 0, nil), (.all, "/new", 1, .noSuchFile),
      (.all, "/new", nil, nil), (.all, "/part", 3, nil), (.all, "/part", 4, .invalidOffset),
      (.all, "/folder", 0, .isADirectory), (.all, "/missing/new", 0, .noSuchFile),
      (.all, "/file/new", 0, .notADirectory), (.readOnly, "/file", 0, .permissionDenied),
      (.uploadOnly, "/file", 0, .permissionDenied), (.uploadOnly, "/file", nil, nil),
      (.create, "/file", 6, .permissionDenied), (.create, "/new", 0, nil),
      (.overwrite, "/new", 0, .permissionDenied), (.append, "/file", 0, .permissionDenied),
      (.append, "/file", 5, nil), (.append, "/new", nil, .permissionDenied),
    ] as [(Permissions, String, Int64?, HomeError?)]
  )
  func `whether an upload could begin is told as by its beginning, and nothing is changed`(
    permissions: Permissions,
    name: String,
    offset: Int64?,
    cause: HomeError?
  ) async throws {
    try await Self.withAccess(AccessRules(permissions)) { access, test in
      let all = HomeAccess(to: test.home, rules: AccessRules(.all), owner: access.owner)
      let part = try all.beginUpload(to: path("/part"))
      try part.write("hel")
      try part.abandon()
      let before = try test.home.treeSize()
      func check() throws(HomeError) { try access.checkUpload(to: path(name), at: offset) }
      func begin() throws(HomeError) {
        let upload =
          if let offset {
            try access.resumeUpload(to: path(name), at: offset)
          } else {
            try access.append(to: path(name))
          }
        try upload.abandon()
      }
      if let cause {
        #expect(throws: cause) { try check() }
        #expect(throws: cause) { try begin() }
      } else {
        try check()
        #expect(try test.home.treeSize() == before)
        try begin()
      }
    }
  }

  @Test func `going on at 0 is the upload of a whole file`() async throws {
    try await Self.withAccess(AccessRules([.overwrite])) { access, test in
      let upload = try access.resumeUpload(to: path("/file"), at: 0)
      #expect(!upload.isInPlace)
      try upload.write("1")
      #expect(test.content("file") == "12345")
      try upload.commit()
      #expect(test.content("file") == "1")
    }
  }

  @Test func `what a cut upload has left is deleted by its name`() async throws {
    try await Self.withAccess(AccessRules(.all)) { access, _ in
      let new = try path("/new")
      let upload = try access.beginUpload(to: new)
      try upload.write("hel")
      try upload.abandon()
      #expect(try access.deleteFile(new) == HomeUsage(bytes: 3, files: 1))
      #expect(throws: HomeError.noSuchFile) { try access.deleteFile(new) }
      #expect(throws: HomeError.noSuchFile) { try access.size(of: new) }
    }
  }

  @Test func `who may not replace meets a file that came meanwhile at the end`() async throws {
    try await Self.withAccess(AccessRules(.create)) { access, test in
      let upload = try access.beginUpload(to: path("/new"))
      try test.put("new", "theirs")
      #expect(throws: HomeError.exists) { try upload.commit() }
      #expect(test.content("new") == "theirs")
    }
  }

  @Test(
    arguments: [("/folder", .isADirectory), ("/out", .noSuchFile), ("/missing", .noSuchFile)]
      as [(String, HomeError)]
  )
  func `only files have a size`(_ name: String, _ cause: HomeError) async throws {
    try await Self.withAccess(AccessRules(.all)) { access, test in
      try test.link("out", to: "../outside/secret")
      #expect(throws: cause) { try access.size(of: path(name)) }
      #expect(throws: HomeError.notADirectory) { try access.enter(path("/file")) }
    }
  }
}
