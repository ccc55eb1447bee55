"""Heap allocations of an echo server in steady state: twice as many requests, not one more."""

from .builds import BENCHMARKS, SERVER
from .load import run_rounds
from .peers import FOLDER, Failure
from .servers import C, Server, ours
from .table import Row

BUILDS = (BENCHMARKS, SERVER)

# Requests of the shorter run. What the start of a server and the opening of connections allocate
# differs by some dozens from run to run, which this many requests make too small to be seen.
COUNT = 16_000


def measure(peers, options):
    our, their = (per_request(peers, program) for program in (ours(options), C))
    return [
        Row(
            title="allocations: an echoed request",
            ours=f"{our:g}",
            theirs=f"{their:g}",
            comparison=f"{our - their:+g}" if our != their else "0",
            bar="= 0",
            holds=our == 0,
        )
    ]


def per_request(peers, program):
    fewer, more = (count(peers, program, requests) for requests in (COUNT, 2 * COUNT))
    # Adding 0 turns -0.0 into 0.0.
    return round((more - fewer) / COUNT, 2) + 0


def count(peers, program, requests):
    result = peers.scratch / "allocations.txt"
    result.unlink(missing_ok=True)
    library = peers.preload(FOLDER / "Allocations" / "allocations.c")
    environment = {"LD_PRELOAD": library, "ALLOCATIONS_FILE": result}
    with Server(program, [peers.other_cpu], environment=environment) as server:
        run_rounds(server, peers.cpu, requests)
    if not result.exists():
        name = program.path.name
        raise Failure(f"allocations of {name} were not counted: is it linked statically?")
    return int(result.read_text())
