import Testing

@testable import switchboard

struct UploadStartTests {
  @Test(
    arguments: [
      // Nothing is there, or more than there should be.
      (UploadStart(size: 10, modified: 5), nil, nil, 0),
      (UploadStart(size: 10, modified: 5), 11, 9, 0),
      // The part of a new file, of an earlier run: good unless the file has changed since.
      (UploadStart(size: 10, modified: 5), 4, 5, 4), (UploadStart(size: 10, modified: 5), 4, 4, 0),
      (UploadStart(size: 10, modified: 5), 4, nil, 0),
      (UploadStart(size: 10, modified: 5), 10, 6, 10),
      // A file that is listed is somebody's, unless the user says that it is the beginning of this.
      (UploadStart(size: 10, modified: 5, listed: .init(size: 4, modified: 6)), 4, 6, 0),
      (
        UploadStart(size: 10, modified: 5, listed: .init(size: 4, modified: 6), isContinued: true),
        4, 6, 4
      ),
      (
        UploadStart(size: 10, modified: 5, listed: .init(size: 4, modified: 3), isContinued: true),
        4, 3, 0
      ),
      (
        UploadStart(size: 10, modified: 5, listed: .init(size: 10, modified: 6), isContinued: true),
        10, 6, 0
      ),
      // What this run has sent.
      (UploadStart(size: 10, modified: 5, sent: 8), 6, nil, 6),
      (UploadStart(size: 10, modified: 5, sent: 8), 9, nil, 0),
      (UploadStart(size: 10, modified: 5, listed: .init(size: 3), sent: 8), 6, nil, 6),
      (UploadStart(size: 10, modified: 5, listed: .init(size: 3), sent: 8), 3, nil, 0),
    ] as [(UploadStart, Int64?, Int64?, Int64)]
  )
  func `an upload begins behind what can only be its own`(
    _ start: UploadStart,
    _ size: Int64?,
    _ modified: Int64?,
    _ offset: Int64
  ) {
    #expect(start.offset(UploadStart.Found(size: size, modified: modified)) == offset)
  }
}
