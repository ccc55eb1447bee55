"""What a server holds: descriptors and memory, which must come back to where they were."""

import dataclasses
import statistics
import time

# The kernel tells nobody that another process has closed something: so often it is asked.
POLL_SECONDS = 0.02
# A server that has not closed anything for so long has closed all.
REST_SECONDS = 0.5
# Memory that has not grown for so long is all that a load fills.
FILLING_SECONDS = 0.5
# Memory that allocators keep differs from time to time.
NOISE_BYTES = 1 << 20
NOISE_SHARE = 0.05


@dataclasses.dataclass
class Level:
    descriptors: int
    memory_bytes: int


def settled(server, descriptors, seconds):
    """The level once no more than so many descriptors are left, or after so long a time."""
    end = time.monotonic() + seconds
    while server.descriptors() > descriptors and time.monotonic() < end:
        time.sleep(POLL_SECONDS)
    return Level(server.descriptors(), server.memory_bytes())


def at_rest(server):
    """The level of a server that nobody is connected to, once its descriptors stay the same."""
    descriptors, since = server.descriptors(), time.monotonic()
    while time.monotonic() - since < REST_SECONDS:
        time.sleep(POLL_SECONDS)
        now = server.descriptors()
        if now != descriptors:
            descriptors, since = now, time.monotonic()
    return Level(descriptors, server.memory_bytes())


def filled(server, most):
    """The memory in bytes once it has come to rest under a load, or is more than so much."""
    memory, since = server.memory_bytes(), time.monotonic()
    while memory <= most and time.monotonic() - since < FILLING_SECONDS:
        time.sleep(POLL_SECONDS)
        now = server.memory_bytes()
        if now > memory + NOISE_BYTES:
            memory, since = now, time.monotonic()
    return memory


def noise_bytes(memory_bytes):
    return NOISE_BYTES + NOISE_SHARE * memory_bytes


def slope(values):
    """The growth from one value to the next: the median of all pairs (Theil and Sen), which single
    values that stand out do not change."""
    pairs = [
        (later - earlier) / (index - before)
        for index, later in enumerate(values)
        for before, earlier in enumerate(values[:index])
    ]
    return statistics.median(pairs) if pairs else 0.0


def mebibytes(count):
    return f"{count / (1 << 20):.1f} MiB"
