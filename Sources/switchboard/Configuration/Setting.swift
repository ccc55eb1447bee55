/// One key of the configuration: all that is known of it, in one place.
///
/// From it come the file with its comments, the reading of the file, the environment and the
/// options, and the page of documentation.
struct Setting: Sendable {
  /// Its key in the file.
  ///
  /// Its option is `--NAME`, its variable `SWITCHBOARD_NAME`.
  let name: String
  /// What its value looks like.
  let form: String
  /// What it does, in full sentences.
  let text: String
  /// Whether it can be given several times.
  let isList: Bool
  /// Whether a running server takes it over at SIGHUP; else it holds from the next start on.
  let isReloadable: Bool
  /// What holds where nobody says anything, as it would be written; none is an empty list.
  let standard: [String]
  /// Takes over what was written.
  let read: @Sendable ([String], inout ServeSettings) throws(UsageError) -> Void
  /// Whether two configurations say the same.
  let isEqual: @Sendable (ServeSettings, ServeSettings) -> Bool

  /// A key with one value.
  ///
  /// - Parameters:
  ///   - name: the key.
  ///   - property: where the value goes.
  ///   - form: how it is written.
  ///   - isReloadable: whether it holds at once.
  ///   - text: what it does.
  /// - Returns: the key.
  static func one<Value: Hashable & Sendable>(
    _ name: String,
    _ property: any WritableKeyPath<ServeSettings, Value> & Sendable,
    _ form: SettingForm<Value>,
    isReloadable: Bool = true,
    _ text: String
  ) -> Setting {
    Setting(
      name: name,
      form: form.description,
      text: text,
      isList: false,
      isReloadable: isReloadable,
      standard: [form.write(ServeSettings()[keyPath: property])],
      read: { words, settings throws(UsageError) in
        guard words.count == 1, let word = words.first else {
          throw UsageError("not one value")
        }
        settings[keyPath: property] = try form.read(word)
      },
      isEqual: { $0[keyPath: property] == $1[keyPath: property] }
    )
  }

  /// A key with one value or none.
  ///
  /// It is made as `one`; `word` stands for nil.
  static func optional<Value: Hashable & Sendable>(
    _ name: String,
    _ property: any WritableKeyPath<ServeSettings, Value?> & Sendable,
    _ form: SettingForm<Value>,
    or word: String,
    isReloadable: Bool = true,
    _ text: String
  ) -> Setting {
    one(name, property, form.or(word), isReloadable: isReloadable, text)
  }

  /// A key with any number of values.
  ///
  /// It is made as `one`.
  static func list<Value: Hashable & Sendable>(
    _ name: String,
    _ property: any WritableKeyPath<ServeSettings, [Value]> & Sendable,
    _ form: SettingForm<Value>,
    isReloadable: Bool = true,
    _ text: String
  ) -> Setting {
    Setting(
      name: name,
      form: form.description,
      text: text,
      isList: true,
      isReloadable: isReloadable,
      standard: ServeSettings()[keyPath: property].map(form.write),
      read: { words, settings throws(UsageError) in
        var values: [Value] = []
        for word in words { values.append(try form.read(word)) }
        settings[keyPath: property] = values
      },
      isEqual: { $0[keyPath: property] == $1[keyPath: property] }
    )
  }
}
