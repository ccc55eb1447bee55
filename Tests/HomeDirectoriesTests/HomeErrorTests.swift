#if DEBUG
import CPlatform
import HomeDirectories
import SystemCalls
import Testing

struct HomeErrorTests {
  private static let causes: [(Int32, HomeError)] = [
    (ENOENT, .noSuchFile), (ESTALE, .noSuchFile), (EACCES, .permissionDenied),
    (EPERM, .permissionDenied), (ENOTDIR, .notADirectory), (EISDIR, .isADirectory),
    (ENXIO, .notARegularFile), (ENODEV, .notARegularFile), (EEXIST, .exists),
    (ENOTEMPTY, .notEmpty), (EILSEQ, .invalidName), (ENAMETOOLONG, .nameTooLong),
    (ELOOP, .tooManyLinks), (EBUSY, .busy), (ETXTBSY, .busy), (ENOSPC, .noSpace),
    (EMLINK, .noSpace), (EDQUOT, .diskQuota), (EROFS, .readOnly), (EFBIG, .fileTooLarge),
    (EMFILE, .shortage), (ENFILE, .shortage), (ENOMEM, .shortage), (ENOSYS, .notSupported),
    (EOPNOTSUPP, .notSupported), (EINVAL, .notSupported), (EIO, .failed(EIO)),
    (EUCLEAN, .failed(EUCLEAN)),
  ]

  @Test(arguments: causes)
  func `each errno has a cause`(_ code: Int32, _ cause: HomeError) async throws {
    try await withHome { test in
      let file = try path("/file")
      FakeKernel.run([.init(.mkdirat, .failure(Errno(rawValue: code)))]) {
        #expect(throws: cause) { try test.home.makeDirectory(file) }
      }
    }
  }

  @Test(arguments: causes.map(\.1))
  func `a cause is a few words without a path`(_ cause: HomeError) {
    #expect((5...60).contains(cause.description.utf8.count))
    #expect(cause.description.utf8.first.map { (97...122).contains($0) } == true)
    #expect(!cause.description.hasSuffix("."))
  }

  @Test func `a way that leads out is as one that leads nowhere`() async throws {
    try await withHome { test in
      let file = try path("/file")
      FakeKernel.run([.init(.openat2, .failure(.crossDevice))]) {
        #expect(throws: HomeError.noSuchFile) { _ = try test.home.openForReading(file) }
      }
    }
  }

  @Test func `renaming that crosses the way is met again, a bounded number of times`()
    async throws
  {
    try await withHome { test in
      try test.put("file", "text")
      let file = try path("/file")
      let some = 1...HomeLimits.attemptsMax - 1
      let record = try FakeKernel.run([.init(.openat2, turns: some, .failure(.wouldBlock))]) {
        _ = try test.home.openForReading(file)
      }
      #expect(record[.openat2] == HomeLimits.attemptsMax)
      let all = FakeKernel.run([.init(.openat2, turns: 1...Int.max, .failure(.wouldBlock))]) {
        #expect(throws: HomeError.busy) { _ = try test.home.openForReading(file) }
      }
      #expect(all[.openat2] == HomeLimits.attemptsMax)
    }
  }
}
#endif
