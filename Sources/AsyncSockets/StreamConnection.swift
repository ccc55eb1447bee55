/// A connection that carries a stream of bytes: what TCP and Unix stream connections have in
/// common.
// SAFETY: nothing is added to what the base class has.
public class StreamConnection: SocketHandle, @unchecked Sendable {}
