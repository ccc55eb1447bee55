"""Round trips and bulk: how fast, and for how much CPU, in rounds that take turns."""

import dataclasses
import statistics

from .builds import BENCHMARKS
from .table import Row

BUILDS = (BENCHMARKS,)
GIGABYTE = 1e9


@dataclasses.dataclass
class Subject:
    title: str
    mode: str
    size: int
    # What one operation of the peer's report is, for the reader: a factor and a unit.
    unit: str
    scale: float = 1.0
    # The bar is on the rate, or on the CPU that a gigabyte takes; the ends then run on two CPUs.
    bars_cpu: bool = False


SUBJECTS = [
    Subject("echo, TCP, 64 B", "echo-tcp", 64, "round trips/s"),
    Subject("echo, TCP, 4 KiB", "echo-tcp", 4096, "round trips/s"),
    Subject("echo, Unix, 64 B", "echo-unix", 64, "round trips/s"),
    Subject("echo, Unix, 4 KiB", "echo-unix", 4096, "round trips/s"),
    Subject("ping-pong, UDP, 64 B", "echo-udp", 64, "round trips/s"),
    Subject("bulk, TCP, 64 KiB writes", "bulk-tcp", 1 << 16, "GB/s", GIGABYTE),
    Subject("sendFile, 256 MiB", "send-file", 256 << 20, "s/GB", GIGABYTE, bars_cpu=True),
]


@dataclasses.dataclass
class Bars:
    rate: float
    cpu: float
    # How long one run of a peer is to take, in seconds.
    slice: float


# A short run on a machine shared with others cannot tell 3 %: it guards against what is broken.
FULL = Bars(rate=0.97, cpu=1.10, slice=0.3)
QUICK = Bars(rate=0.85, cpu=1.30, slice=0.04)


def measure(peers, options):
    bars = QUICK if options.quick else FULL
    counts = {subject.title: calibrate(peers, subject, bars.slice) for subject in SUBJECTS}
    rounds = {subject.title: [] for subject in SUBJECTS}
    for number in range(options.rounds):
        for subject in SUBJECTS:
            result = measure_round(peers, subject, counts[subject.title], number)
            rounds[subject.title].append(result)
    return [row(subject, rounds[subject.title], bars) for subject in SUBJECTS]


def calibrate(peers, subject, seconds):
    """How many operations take the C peer about so long."""
    # One file is a trial already; of the rest, enough for the start not to count.
    trial = 1 if subject.bars_cpu else 500
    taken = peers.rate("C", subject, trial)["wall"]
    return max(trial, round(trial * seconds / max(taken, 1e-6)))


def measure_round(peers, subject, count, number):
    """Four runs, each peer in both places, so that a drift of the machine cancels out."""
    order = ("C", "Swift", "Swift", "C") if number % 2 == 0 else ("Swift", "C", "C", "Swift")
    totals = {name: {"operations": 0, "wall": 0.0, "process_cpu": 0.0} for name in peers.NAMES}
    for name in order:
        report = peers.rate(name, subject, count)
        for key in totals[name]:
            totals[name][key] += report[key]
    return totals


def row(subject, rounds, bars):
    def rate(round, name):
        return round[name]["operations"] / round[name]["wall"]

    def cpu(round, name):
        return round[name]["process_cpu"] / round[name]["operations"]

    rates = [rate(round, "Swift") / rate(round, "C") for round in rounds]
    costs = [cpu(round, "Swift") / cpu(round, "C") for round in rounds]
    shown = cpu if subject.bars_cpu else rate
    scale = subject.scale if subject.bars_cpu else 1 / subject.scale
    swift, c = (statistics.median(shown(r, name) for r in rounds) * scale for name in ("Swift", "C"))
    if subject.bars_cpu:
        bar, holds = f"CPU ≤ {bars.cpu:.2f}", statistics.median(costs) <= bars.cpu
    else:
        bar, holds = f"≥ {bars.rate:.2f}", statistics.median(rates) >= bars.rate
    return Row(
        title=subject.title,
        ours=f"{figure(swift)} {subject.unit}",
        theirs=f"{figure(c)} {subject.unit}",
        comparison=f"rate {spread(rates)} · CPU {spread(costs)}",
        bar=bar,
        holds=holds,
    )


def spread(ratios):
    return f"{statistics.median(ratios):.3f} ({min(ratios):.3f}–{max(ratios):.3f})"


def figure(value):
    return f"{value:,.0f}".replace(",", " ") if value >= 100 else f"{value:.3g}"
