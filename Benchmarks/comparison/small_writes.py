"""Many small writes: gathered by a writer, beside one system call for each."""

import json
import statistics

from .builds import BENCHMARKS
from .peers import FOLDER, command
from .rates import figure, spread
from .table import Row

BUILDS = (BENCHMARKS,)

SIZE = 64
COUNT = 400_000
QUICK_COUNT = 50_000
RATIO_MIN = 12
TITLE = f"writes of {SIZE} B: gathered, to one call each"


def measure(peers, options):
    if not (FOLDER / "Sources" / "AsyncPeer").exists():
        return [Row(TITLE, "no AsyncPeer", "", "", "", None)]
    count = QUICK_COUNT if options.quick else COUNT
    rounds = [measure_round(peers, count) for _ in range(options.rounds)]
    ratios = [gathered / single for gathered, single in rounds]
    gathered, single = (statistics.median(rates) for rates in zip(*rounds))
    return [
        Row(
            title=TITLE,
            ours=f"{figure(gathered)} writes/s",
            theirs=f"{figure(single)} writes/s (ours, one call each)",
            comparison=f"rate {spread(ratios)}",
            bar=f"≥ {RATIO_MIN}",
            holds=statistics.median(ratios) >= RATIO_MIN,
        )
    ]


def measure_round(peers, count):
    """Writes a second, gathered and single."""
    return tuple(rate(peers, f"small-writes-{kind}", count) for kind in ("gathered", "single"))


def rate(peers, mode, count):
    words = (mode, SIZE, count, peers.other_cpu, peers.cpu)
    report = json.loads(command(peers.path("Async"), *words))
    return report["operations"] / report["wall"]
