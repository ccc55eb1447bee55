"""Frames found in memory: by the decoders, beside loops written by hand in C."""

import dataclasses
import json
import statistics

from .builds import BENCHMARKS
from .peers import FOLDER, command
from .rates import figure, spread
from .table import Row

BUILDS = (BENCHMARKS,)

# Frames in one run: some 20 to 100 ms.
COUNT = 5_000_000
QUICK_COUNT = 1_000_000
NANOSECONDS = 1e9


@dataclasses.dataclass
class Subject:
    title: str
    mode: str
    # Bytes of content, in the mean.
    size: int
    # The bar on the rate. Where there is none, README.md says why.
    rate_min: float | None
    quick_rate_min: float | None


SUBJECTS = [
    Subject("lines, 20 B", "lines", 20, 0.75, 0.50),
    Subject("lines, 64 B", "lines", 64, 0.75, 0.50),
    Subject("lines, 200 B", "lines", 200, None, None),
    Subject("lines, 1000 B", "lines", 1000, None, None),
    Subject("length in 4 bytes, 64 B", "length-prefix", 64, None, None),
    Subject("length in 4 bytes, 200 B", "length-prefix", 200, None, None),
]


def measure(peers, options):
    count = QUICK_COUNT if options.quick else COUNT
    rounds = {subject.title: [] for subject in SUBJECTS}
    for number in range(options.rounds):
        for subject in SUBJECTS:
            rounds[subject.title].append(measure_round(peers, subject, count, number))
    return [row(subject, rounds[subject.title], options.quick) for subject in SUBJECTS]


def measure_round(peers, subject, count, number):
    """Nanoseconds of CPU for a frame, ours and C's: each in both places, so that a drift cancels."""
    order = ("C", "", "", "C") if number % 2 == 0 else ("", "C", "C", "")
    taken = {"": 0.0, "C": 0.0}
    for name in order:
        words = (subject.mode, subject.size, count, peers.cpu, peers.cpu)
        report = json.loads(command(path(name), *words))
        taken[name] += report["thread_cpu"] / report["operations"] * NANOSECONDS / 2
    return taken[""], taken["C"]


def path(name):
    return FOLDER / ".build" / "release" / f"{name}FramingPeer"


def row(subject, rounds, is_quick):
    bar = subject.quick_rate_min if is_quick else subject.rate_min
    ratios = [theirs / ours for ours, theirs in rounds]
    ours, theirs = (statistics.median(times) for times in zip(*rounds))
    return Row(
        title=f"frames found: {subject.title}",
        ours=f"{figure(NANOSECONDS / ours)} frames/s",
        theirs=f"{figure(NANOSECONDS / theirs)} frames/s",
        comparison=f"rate {spread(ratios)}",
        bar="" if bar is None else f"≥ {bar:.2f}",
        holds=None if bar is None else statistics.median(ratios) >= bar,
    )
