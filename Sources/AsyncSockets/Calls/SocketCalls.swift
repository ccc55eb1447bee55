/// The calls of `Socket` that wait, as its twins for tasks: what every handle has that sends and
/// receives.
///
/// They have the names of their blocking twins, and mean the same; where those wait by the socket's
/// timeout, these wait by a deadline.
public protocol SocketCalls: SocketHandle {}
