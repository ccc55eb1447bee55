"""The calls that are counted, one by one: instructions and allocations."""

import dataclasses


@dataclasses.dataclass
class Call:
    title: str
    mode: str
    # The most allocations and added instructions a call; None where it is only told.
    allocations_max: int | None = None
    instructions_max: int | None = None
    # Part of a short run.
    is_quick: bool = False


CALLS = [
    Call("`send(RawSpan)`", "call-send", 0, 150, True),
    Call("`sendAll(RawSpan)`", "call-sendAll", 0, 150, True),
    Call("`receive(into: OutputRawSpan)`", "call-receive", 0, 150, True),
    Call("`receive(into: MutableRawSpan)`", "call-receive-over", 0, 150),
    Call("`send(_:to:)`, IPv4", "call-sendTo-ipv4", 0, 300, True),
    Call("`send(_:to:)`, IPv6", "call-sendTo-ipv6", 0, 300),
    Call("`receiveFrom(into:)`, IPv4", "call-receiveFrom-ipv4", 0, 350, True),
    Call("`receiveFrom(into:)`, IPv6", "call-receiveFrom-ipv6", 0, 350),
    Call("`sendMessage`", "call-sendMessage", 0, 350),
    Call("`sendMessage`, one control message", "call-sendMessage-control"),
    Call("`receiveMessage`", "call-receiveMessage", 0),
    Call("`receiveMessage`, one control message", "call-receiveMessage-control"),
    Call("`socket[.receiveBufferBytes]`", "call-getOption"),
    Call("`set(.reuseAddress, to:)`", "call-setOption"),
]

ROUND_TRIPS = [
    Call("round trip, TCP", "echo-tcp", 0, None, True),
    Call("round trip, Unix", "echo-unix", 0, None, True),
    Call("round trip, UDP", "echo-udp", 0, None, True),
]

# Bytes of the message, everywhere.
SIZE = 64


def chosen(calls, options):
    return [call for call in calls if call.is_quick or not options.quick]
