"""Echo servers under load: how fast, and for how much CPU, in rounds that take turns."""

import dataclasses
import random
import statistics
import sys

from .builds import BENCHMARKS, NIO, SERVER
from .load import Load
from .machine import OtherWork
from .rates import figure, spread
from .servers import C, NIO_ASYNC, NIO_HANDLER, Server, ours
from .table import Row

BUILDS = (BENCHMARKS, SERVER, NIO)

ECHOES = [
    Load(1, 64),
    Load(64, 64),
    Load(512, 64),
    Load(64, 64, depth=16),
    Load(64, 4096),
    Load(512, 4096),
]
QUICK_ECHOES = [Load(64, 64), Load(64, 64, depth=16)]
CONNECTS = Load(64, 64, mode="connect")


@dataclasses.dataclass
class Bars:
    # Beside C, under each load.
    cpu_max: float
    rate_min: float
    # The least geometric mean of the rates, beside each.
    mean_min: dict
    connect_min: float
    # How long one run is measured, in seconds.
    slice: float


FULL = Bars(1.25, 0.80, {C: 0.88, NIO_HANDLER: 1.25, NIO_ASYNC: 2.5}, 1.0, slice=2)
# As in `rates`: against what is broken.
QUICK = Bars(1.5, 0.60, {C: 0.65}, 0.75, slice=0.4)


@dataclasses.dataclass
class Result:
    # Requests or connections a second.
    rate: float
    # Of the server, for a request.
    cpu_us: float
    other_work: OtherWork


def measure(peers, options):
    bars = QUICK if options.quick else FULL
    echoes = QUICK_ECHOES if options.quick else ECHOES
    subject, others = ours(options), list(bars.mean_min)
    results = measure_rounds(peers, options, [subject, *others], [*echoes, CONNECTS], bars.slice)
    pairs = {
        (load, other): Pair(results[load, subject], results[load, other])
        for load in (*echoes, CONNECTS)
        for other in others
    }
    rows = []
    for other in others:
        of_echoes = {load: pairs[load, other] for load in echoes}
        rows += [echo_row(load, other, pair, bars) for load, pair in of_echoes.items()]
        rows.append(mean_row(other, of_echoes.values(), bars.mean_min[other]))
        rows.append(connect_row(other, pairs[CONNECTS, other], bars))
    return rows


def measure_rounds(peers, options, programs, loads, seconds):
    """The results of each load and program, one a round."""
    # The order differs from round to round, and is the same in each run.
    order = random.Random(0)
    results = {(load, program): [] for load in loads for program in programs}
    for number in range(options.rounds):
        print(f"  round {number + 1} of {options.rounds}", file=sys.stderr)
        for load in loads:
            for program in order.sample(programs, len(programs)):
                result = measure_undisturbed(peers, program, load, seconds)
                results[load, program].append(result)
    return results


def measure_undisturbed(peers, program, load, seconds):
    """Measures once more where other work disturbs, and takes the less disturbed result."""
    first = measure_once(peers, program, load, seconds)
    if first.other_work.is_quiet():
        return first
    second = measure_once(peers, program, load, seconds)
    return min(first, second, key=lambda result: result.other_work.share)


def measure_once(peers, program, load, seconds):
    # Once the server has ended, its CPU time is known to be ours.
    with OtherWork() as other_work:
        with Server(program, [peers.other_cpu]) as server:
            before = server.cpu_seconds()
            report = load.run(server, peers.cpu, seconds=seconds)
            taken = server.cpu_seconds() - before
    return Result(report["per_second"], taken / report["requests_total"] * 1e6, other_work)


class Pair:
    """Our results beside another's, round by round."""

    def __init__(self, ours, theirs):
        self.ours, self.theirs = ours, theirs
        self.rates = [our.rate / their.rate for our, their in zip(ours, theirs)]
        self.costs = [our.cpu_us / their.cpu_us for our, their in zip(ours, theirs)]
        self.rate = statistics.median(self.rates)
        self.cost = statistics.median(self.costs)

    def row(self, title, bar, holds):
        comparison = f"rate {spread(self.rates)} · CPU {spread(self.costs)}"
        return Row(title, shown(self.ours), shown(self.theirs), comparison, bar, holds)


def shown(results):
    rate = statistics.median(result.rate for result in results)
    cpu_us = statistics.median(result.cpu_us for result in results)
    return f"{figure(rate)}/s · {cpu_us:.3g} µs"


def echo_row(load, other, pair, bars):
    title = f"echo server, {load}" + beside(other)
    if other != C:
        return pair.row(title, "", None)
    holds = pair.rate >= bars.rate_min and pair.cost <= bars.cpu_max
    return pair.row(title, f"≥ {bars.rate_min:.2f} · CPU ≤ {bars.cpu_max:.2f}", holds)


def connect_row(other, pair, bars):
    title = f"connect, echo, close, {CONNECTS}" + beside(other)
    if other != C:
        return pair.row(title, "", None)
    return pair.row(title, f"≥ {bars.connect_min:.2f}", pair.rate >= bars.connect_min)


def mean_row(other, pairs, bar):
    rate = statistics.geometric_mean(pair.rate for pair in pairs)
    cost = statistics.geometric_mean(pair.cost for pair in pairs)
    return Row(
        title="echo server, geometric mean of all loads" + beside(other),
        ours="",
        theirs="",
        comparison=f"rate {rate:.3f} · CPU {cost:.3f}",
        bar=f"≥ {bar:.2f}",
        holds=rate >= bar,
    )


def beside(other):
    return "" if other == C else f", to {other.name}"
