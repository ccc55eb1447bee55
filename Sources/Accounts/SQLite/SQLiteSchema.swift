internal import GRDB

/// The tables of the accounts, and how older ones become those of today.
///
/// `PRAGMA user_version` counts the steps that were done, and all that are missing are done in one
/// transaction: two processes that open a new file at once do not meet. All tables are `STRICT`, so
/// that a column holds what it says.
enum SQLiteSchema {
  /// Tells our files from those of other programs: `PRAGMA application_id`.
  static let applicationID: Int32 = 0x5377_4264

  /// What leads from each version to the next.
  static let steps: [String] = [first]

  /// Does the steps that are missing.
  static func migrate(_ database: Database, path: String) throws {
    let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
    let application = try Int32.fetchOne(database, sql: "PRAGMA application_id") ?? 0
    let tables = try Int.fetchOne(database, sql: "SELECT COUNT(*) FROM sqlite_master") ?? 0
    guard application == applicationID || (application == 0 && version == 0 && tables == 0) else {
      throw AccountError.foreign(path: path)
    }
    guard (0...steps.count).contains(version) else { throw AccountError.newerVersion(path: path) }
    guard version < steps.count else { return }
    for step in steps[version...] { try database.execute(sql: step) }
    try database.execute(sql: "PRAGMA application_id = \(applicationID)")
    try database.execute(sql: "PRAGMA user_version = \(steps.count)")
  }

  /// What accounts and groups have in common; nil is what was not set, and -1 that there shall be
  /// no limit.
  private static let settings = """
      is_enabled INTEGER CHECK (is_enabled IN (0, 1)),
      expires INTEGER,
      home TEXT,
      permissions TEXT,
      path_rules TEXT,
      quota_bytes INTEGER,
      quota_files INTEGER,
      upload_rate INTEGER,
      download_rate INTEGER,
      sessions_max INTEGER,
      networks TEXT,
      protocols TEXT,
      requires_tls INTEGER CHECK (requires_tls IN (0, 1)),
      public_keys TEXT
    """

  private static let first = """
    CREATE TABLE state (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      -- Grows with every change.
      revision INTEGER NOT NULL,
      -- Removals until this revision were forgotten.
      forgotten INTEGER NOT NULL
    ) STRICT;
    INSERT INTO state (id, revision, forgotten) VALUES (1, 0, 0);

    -- AUTOINCREMENT: no number is used again, so that who holds one finds nobody else.
    CREATE TABLE account (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      name TEXT NOT NULL UNIQUE,
      password_hash TEXT,
      revision INTEGER NOT NULL,
    \(settings)
    ) STRICT;
    CREATE INDEX account_by_revision ON account (revision);

    CREATE TABLE account_group (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE,
    \(settings)
    ) STRICT;

    CREATE TABLE membership (
      account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
      position INTEGER NOT NULL,
      group_id INTEGER NOT NULL REFERENCES account_group (id) ON DELETE CASCADE,
      PRIMARY KEY (account_id, position),
      UNIQUE (account_id, group_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX membership_by_group ON membership (group_id);

    CREATE TABLE removal (
      account_id INTEGER PRIMARY KEY,
      revision INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX removal_by_revision ON removal (revision);

    CREATE TABLE quota_usage (
      account_id INTEGER PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
      bytes INTEGER NOT NULL,
      files INTEGER NOT NULL,
      is_known INTEGER NOT NULL CHECK (is_known IN (0, 1)),
      -- Grows whenever somebody counts or leases.
      version INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE quota_lease (
      account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
      owner TEXT NOT NULL,
      bytes INTEGER NOT NULL,
      files INTEGER NOT NULL,
      PRIMARY KEY (account_id, owner)
    ) STRICT, WITHOUT ROWID;
    """
}
