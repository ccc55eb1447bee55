/// What has become of a server's addresses.
struct Binding: Sendable {
  /// Where it listens, in the order of the addresses.
  var addresses: [BoundAddress] = []
  /// What serves there.
  var services: [Service] = []
  /// Why it does not listen at the others.
  var failures: [Complaint] = []

  /// Notes an address, if it could be bound.
  ///
  /// - Parameter bind: binds it.
  mutating func add(_ bind: () throws -> (BoundAddress, Service?)) {
    do {
      let (address, service) = try bind()
      addresses.append(address)
      if let service { services.append(service) }
    } catch {
      failures.append(Complaint(error))
    }
  }
}
