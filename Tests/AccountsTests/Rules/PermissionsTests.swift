import Accounts
import Testing

struct PermissionsTests {
  static let table: [(text: String, permissions: Permissions)] = [
    ("list", .list), ("read", .read), ("create", .create), ("append", .append),
    ("overwrite", .overwrite), ("delete", .delete), ("rename", .rename),
    ("make-directory", .makeDirectory), ("remove-directory", .removeDirectory),
    ("set-mode", .setMode), ("set-time", .setTime), ("all", .all), ("read-only", .readOnly),
    ("upload-only", .uploadOnly), ("none", []), ("list,set-time", [.list, .setTime]),
  ]

  @Test(arguments: table)
  func `permissions have their names, both ways`(text: String, permissions: Permissions) {
    #expect(Permissions(text) == permissions)
    #expect(permissions.description == text)
  }

  @Test func `what sets are named after is what they hold`() {
    #expect(Permissions("list,read") == .readOnly)
    #expect(Permissions("create,append,make-directory") == .uploadOnly)
    #expect(Permissions("read,list") == .readOnly)
  }

  @Test func `the text of any permissions gives them again`() {
    for rawValue in 0...Permissions.all.rawValue {
      let permissions = Permissions(rawValue: rawValue)
      #expect(Permissions(permissions.description) == permissions)
    }
  }

  @Test(arguments: [
    "", ",", "list,", ",list", "list,,read", "list,list", "List", " list", "list, read", "write",
    "all,list", "read-only,create", "list\0", "líst",
  ])
  func `all else is no list of permissions`(text: String) {
    #expect(Permissions(text) == nil)
  }
}
