"""Instructions in user space for an echoed request, counted by callgrind: those of twice as many
requests, less those of once as many."""

import dataclasses
import re

from .builds import BENCHMARKS, SERVER
from .load import ROUNDS, run_rounds
from .peers import FOLDER, Failure
from .servers import C, Server, ours
from .table import Row

BUILDS = (BENCHMARKS, SERVER)

# Requests of the shorter run.
COUNT = 6400
INSTRUCTIONS_MAX = 2200


def measure(peers, options):
    our, their = (per_request(peers, program) for program in (ours(options), C))
    return [
        Row(
            title=f"instructions: an echoed request, rounds of {ROUNDS}",
            ours=f"{our:,}".replace(",", " "),
            theirs=f"{their:,}".replace(",", " "),
            comparison=f"{our - their:+,}".replace(",", " "),
            bar=f"≤ {INSTRUCTIONS_MAX:,}".replace(",", " "),
            holds=our <= INSTRUCTIONS_MAX,
        )
    ]


def per_request(peers, program):
    fewer, more = (count(peers, program, requests) for requests in (COUNT, 2 * COUNT))
    return round((more - fewer) / COUNT)


def count(peers, program, requests):
    log = peers.scratch / "callgrind.log"
    valgrind = (
        "valgrind",
        "--tool=callgrind",
        "--callgrind-out-file=/dev/null",
        f"--log-file={log}",
    )
    library = peers.preload(FOLDER / "Valgrind" / "sigsuspend.c")
    stripped = dataclasses.replace(program, path=peers.without_debug_information(program.path))
    with Server(
        stripped, [peers.other_cpu], wrapper=valgrind, environment={"LD_PRELOAD": library}
    ) as server:
        run_rounds(server, peers.cpu, requests)
    collected = re.search(r"Collected : (\d+)", log.read_text())
    if collected is None:
        raise Failure(f"callgrind did not count:\n{log.read_text()[-2000:]}")
    return int(collected[1])
