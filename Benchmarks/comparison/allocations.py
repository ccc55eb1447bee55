"""Heap allocations in steady state: a run with twice as many calls must not have one more."""

from .calls import CALLS, ROUND_TRIPS, SIZE
from .builds import BENCHMARKS
from .peers import FOLDER, Failure, command
from .table import Row

BUILDS = (BENCHMARKS,)

# Calls in the shorter run. A round trip has a warm-up of a tenth of them.
COUNT = 2000


def measure(peers, options):
    library = peers.preload(FOLDER / "Allocations" / "allocations.c")
    # Cheap enough to be whole in a short run as well.
    return [row(peers, library, call) for call in ROUND_TRIPS + CALLS]


def row(peers, library, call):
    swift, c = (per_call(peers, library, name, call) for name in peers.NAMES)
    limit = call.allocations_max
    return Row(
        title=f"allocations: {call.title}",
        ours=f"{swift:g}",
        theirs=f"{c:g}",
        comparison=f"{swift - c:+g}" if swift != c else "0",
        bar="" if limit is None else f"= {limit}",
        holds=None if limit is None else swift <= limit,
    )


def per_call(peers, library, name, call):
    fewer = count(peers, library, name, call, COUNT)
    more = count(peers, library, name, call, 2 * COUNT)
    calls = COUNT if call in CALLS else COUNT + COUNT // 10
    return round((more - fewer) / calls, 4)


def count(peers, library, name, call, calls):
    result = peers.scratch / "allocations.txt"
    result.unlink(missing_ok=True)
    environment = {"LD_PRELOAD": str(library), "ALLOCATIONS_FILE": str(result)}
    command(peers.path(name), call.mode, SIZE, calls, environment=environment)
    if not result.exists():
        raise Failure(f"the allocations of {name} were not counted: is it linked statically?")
    return int(result.read_text())
