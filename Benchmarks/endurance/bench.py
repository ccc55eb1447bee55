"""What scenarios have in common: the machine, the scale, the server, and rounds of a load."""

import contextlib
import dataclasses
import resource
import statistics

from . import levels, loads
from comparison.memory import allowed

# Other clients' p99, to the quiet figure.
P99_RATIO_MAX = 2.0
# A server that takes up more with each of so many rounds leaks.
ROUNDS_MAX = 4


@dataclasses.dataclass(frozen=True)
class Scale:
    # At once, and those of them that are slow.
    connections: int
    slow: int
    # Of the slow ones those that do not read: each fills 5 MB of the kernel's memory.
    slow_readers: int
    # Of hostile peers in the other scenarios.
    hostile: int
    # How long clients measure, and how long they warm up before.
    seconds: float
    warmup: float
    # The longest that a server takes to close what its peers have closed.
    settling: float


SCALES = {
    "full": Scale(9000, 1000, 200, hostile=500, seconds=3, warmup=0.3, settling=30),
    # For CI.
    "small": Scale(500, 60, 40, hostile=100, seconds=0.5, warmup=0.3, settling=30),
    # For tests of the scenarios themselves.
    "tiny": Scale(200, 20, 16, hostile=40, seconds=0.2, warmup=0.1, settling=3),
}


class Bench:
    def __init__(self, subject, verdicts, peers, scale):
        self.subject = subject
        self.verdicts = verdicts
        self.server_cpu, self.load_cpu = peers.other_cpu, peers.cpu
        # Says so where there must be fewer.
        self.scale = dataclasses.replace(scale, connections=allowed(scale.connections))
        _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        # The server inherits it.
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))

    def serve(self, *options, protocols=("tcp",)):
        return self.subject.serve(self.server_cpu, *options, protocols=protocols)

    def crowd(self, name, server, *words, protocol="tcp", **options):
        return loads.Crowd(name, self.load_cpu, server.addresses[protocol], *words, **options)

    def echo_load(self, name, server, *words, protocol="tcp", **options):
        address = server.addresses[protocol]
        return loads.echo_load(name, self.load_cpu, address, *words, **options)

    def measuring(self, server, protocol="tcp", words=(), seconds=loads.FOR_EVER):
        """Clients that measure, until they are stopped if nothing else is said."""
        words = [*(["--tls", "1.3"] if protocol == "tls" else []), *words]
        options = {"seconds": seconds, "warmup": self.scale.warmup}
        return loads.measuring(self.load_cpu, server.addresses[protocol], words, **options)

    def measure(self, server, protocol="tcp", words=()):
        """The p99 of clients that measure for a time, in microseconds."""
        with self.measuring(server, protocol, words, self.scale.seconds) as clients:
            return clients.finish()["p99_us"]

    def settled(self, server, descriptors):
        return levels.settled(server, descriptors, self.scale.settling)

    def requests(self, server, count, protocol="tcp"):
        """So many connections with one request each, all of which must be answered."""
        words = ["--tls", "1.3"] if protocol == "tls" else []
        with self.echo_load(
            "requests", server, *words, protocol=protocol, connections=count, requests=count
        ) as load:
            return load.finish()

    def endure(self, name, server, make_loads, protocol="tcp", words=(), during=None):
        """Clients measure before, under and after a load; whatever it took must be given back.

        `words` are options of the clients. `make_loads` gives the loads, to be entered one after the other; `during` is called with
        the level before while they are there. Rounds are made until one has taken no more memory than the one
        before, but no more than ROUNDS_MAX.
        """
        before = self.warmed(server, protocol, words)
        quiet = [self.measure(server, protocol, words)]
        loaded, held = [], []
        for _ in range(ROUNDS_MAX):
            with contextlib.ExitStack() as stack:
                running = [stack.enter_context(load) for load in make_loads()]
                loaded.append(self.measure(server, protocol, words))
                if during is not None:
                    during(before)
                reports = [load.stop() for load in running]
            held.append(self.settled(server, before.descriptors))
            is_calm = len(held) > 1 and growth(held) <= levels.noise_bytes(held[-2].memory_bytes)
            if is_calm or held[-1].descriptors > before.descriptors:
                break
        quiet.append(self.measure(server, protocol, words))
        self.judge_times(name, quiet, loaded)
        self._judge_levels(name, before, held)
        return reports

    def warmed(self, server, protocol="tcp", words=()):
        """The level of a server that has served some connections, and so has opened what it opens
        for the first of them."""
        self.measure(server, protocol, words)
        return levels.at_rest(server)

    def judge_times(self, name, quiet, loaded):
        quiet, loaded = statistics.median(quiet), statistics.median(loaded)
        ratio = loaded / quiet
        figures = f"{quiet:.0f} µs quiet, {loaded:.0f} µs under load"
        self.verdicts.check_time(
            f"{name}: others' p99 within {P99_RATIO_MAX:g} times the quiet figure",
            ratio <= P99_RATIO_MAX,
            f"{ratio:.2f} ({figures})",
        )

    def _judge_levels(self, name, before, held):
        self.verdicts.check(
            f"{name}: descriptors come back",
            held[-1].descriptors <= before.descriptors,
            f"{before.descriptors} before, {held[-1].descriptors} after",
        )
        if len(held) < 2:
            return
        self.verdicts.check(
            f"{name}: memory comes to rest",
            growth(held) <= levels.noise_bytes(held[-2].memory_bytes),
            ", ".join(levels.mebibytes(level.memory_bytes) for level in [before, *held]),
        )


def growth(held):
    """What the last round took more than the one before."""
    return held[-1].memory_bytes - held[-2].memory_bytes
