"""Instructions in user space, counted by callgrind: those of twice as many calls, less those of
once as many, are those of the calls alone."""

import concurrent.futures
import os
import re

from .builds import BENCHMARKS
from .calls import CALLS, SIZE, chosen
from .peers import Failure, command
from .table import Row

BUILDS = (BENCHMARKS,)
COUNT = 1000


def measure(peers, options):
    calls = chosen(CALLS, options)
    for name in peers.NAMES:
        peers.stripped(name)
    jobs = [(name, call) for call in calls for name in peers.NAMES]
    # Counts do not depend on what else runs.
    workers = max(1, len(os.sched_getaffinity(0)))
    with concurrent.futures.ThreadPoolExecutor(workers) as pool:
        counts = dict(zip(((n, c.mode) for n, c in jobs), pool.map(lambda j: per_call(peers, *j), jobs)))
    return [row(call, counts["Swift", call.mode], counts["C", call.mode]) for call in calls]


def row(call, swift, c):
    limit = call.instructions_max
    return Row(
        title=f"instructions: {call.title}",
        ours=f"{swift:,}".replace(",", " "),
        theirs=f"{c}",
        comparison=f"{swift - c:+,}".replace(",", " "),
        bar="" if limit is None else f"≤ +{limit}",
        holds=None if limit is None else swift - c <= limit,
    )


def per_call(peers, name, call):
    return round((count(peers, name, call, 2 * COUNT) - count(peers, name, call, COUNT)) / COUNT)


def count(peers, name, call, calls):
    log = peers.scratch / f"{name}-{call.mode}-{calls}.log"
    command(
        "valgrind",
        "--tool=callgrind",
        "--callgrind-out-file=/dev/null",
        f"--log-file={log}",
        peers.stripped(name),
        call.mode,
        SIZE,
        calls,
    )
    collected = re.search(r"Collected : (\d+)", log.read_text())
    if collected is None:
        raise Failure(f"callgrind did not count:\n{log.read_text()[-2000:]}")
    return int(collected[1])
