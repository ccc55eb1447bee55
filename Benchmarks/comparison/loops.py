"""One event loop and two: how the connections are spread, and what the second loop brings."""

import dataclasses

from .builds import BENCHMARKS, SERVER
from .load import Load
from .servers import C, Server, ours
from .table import Row

BUILDS = (BENCHMARKS, SERVER)

LOAD = Load(512, 64)
SECONDS = 2
QUICK_SECONDS = 0.5
# Of the CPU time. The kernel deals connections out by a hash: of 512, one loop of two gets less
# than 200 once in a million times.
SHARE_MIN = 0.25
# A thread that took less serves no connections: it waits for signals, say.
SERVING_MIN = 0.02


@dataclasses.dataclass
class Result:
    rate: float
    cpu_us: float
    # The CPU time of threads that serve, by name, as shares of all.
    shares: list


def measure(peers, options):
    seconds = QUICK_SECONDS if options.quick else SECONDS
    results = [
        [measure_once(peers, program, loops, seconds) for loops in (1, 2)]
        for program in (ours(options), C)
    ]
    shares = [share for _, share in results[0][1].shares]
    return [
        Row(f"two loops to one, {LOAD}", *map(gain, results), "", "", None),
        Row(
            title=f"CPU time of two loops, {LOAD}",
            ours=spread(results[0][1]),
            theirs=spread(results[1][1]),
            comparison="",
            bar=f"each ≥ {SHARE_MIN:.0%}",
            holds=len(shares) == 2 and min(shares) >= SHARE_MIN,
        ),
    ]


def measure_once(peers, program, loops, seconds):
    # The generator has the last CPU; with two CPUs the second loop shares it.
    with Server(program, sorted({peers.other_cpu, peers.cpu}), loops) as server:
        before = server.cpu_seconds_of_threads()
        report = LOAD.run(server, peers.cpu, seconds=seconds)
        after = server.cpu_seconds_of_threads()
    taken = {thread: time - before.get(thread, 0) for thread, time in after.items()}
    total = sum(taken.values())
    shares = [(name, time / total) for (name, _), time in sorted(taken.items())]
    serving = [share for share in shares if share[1] >= SERVING_MIN]
    return Result(report["per_second"], total / report["requests_total"] * 1e6, serving)


def gain(results):
    one, two = results
    return f"rate {two.rate / one.rate:.2f} · CPU {two.cpu_us / one.cpu_us:.2f}"


def spread(result):
    return ", ".join(f"{name} {share:.0%}" for name, share in result.shares)
