"""Heap allocations of an echo server in steady state: twice as many requests, not one more."""

from .builds import BENCHMARKS, SERVER
from .load import run_rounds
from .peers import FOLDER, Failure
from .servers import C, Server, ours
from .table import Row

BUILDS = (BENCHMARKS, SERVER)

# Requests of the shorter run.
COUNT = 3200


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
    return round((more - fewer) / COUNT, 4)


def count(peers, program, requests):
    result = peers.scratch / "allocations.txt"
    result.unlink(missing_ok=True)
    library = peers.preload(FOLDER / "Allocations" / "allocations.c")
    environment = {"LD_PRELOAD": library, "ALLOCATIONS_FILE": result}
    with Server(program, [peers.other_cpu], environment=environment) as server:
        run_rounds(server, peers.cpu, requests)
    if not result.exists():
        raise Failure(f"allocations of {program.path.name} were not counted: is it linked statically?")
    return int(result.read_text())
