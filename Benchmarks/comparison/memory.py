"""Connections that do nothing: the memory that each keeps, and that they take no CPU."""

import dataclasses
import resource
import sys
import time

from .builds import BENCHMARKS, SERVER
from .load import Held
from .peers import Failure
from .servers import C, Server, ours
from .table import Row

BUILDS = (BENCHMARKS, SERVER)

CONNECTIONS = 15_000
QUICK_CONNECTIONS = 1000
# Descriptors of server and generator beside those of the connections.
DESCRIPTORS_BESIDE = 200
BYTES_MAX = 2048
# Of watching, and of settling before.
SECONDS = 3
SETTLING_SECONDS = 1
# Some hundred wake-ups, and a tenth of the kernel's coarsest tick.
CPU_MS_MAX = 1


@dataclasses.dataclass
class Result:
    bytes: float
    cpu_ms: float


def measure(peers, options):
    connections = allowed(QUICK_CONNECTIONS if options.quick else CONNECTIONS)
    our, their = (measure_once(peers, program, connections) for program in (ours(options), C))
    count = f"{connections:,}".replace(",", " ")
    return [
        Row(
            title=f"memory of an idle connection, {count} held",
            ours=f"{our.bytes:.0f} B",
            theirs=f"{their.bytes:.0f} B",
            comparison=f"{our.bytes - their.bytes:+.0f} B",
            bar=f"≤ {BYTES_MAX} B",
            holds=our.bytes <= BYTES_MAX,
        ),
        Row(
            title=f"CPU in {SECONDS} idle seconds, {count} held",
            ours=f"{our.cpu_ms:.3g} ms",
            theirs=f"{their.cpu_ms:.3g} ms",
            comparison="",
            bar=f"≤ {CPU_MS_MAX} ms",
            holds=our.cpu_ms <= CPU_MS_MAX,
        ),
    ]


def allowed(connections):
    """So many connections, or what the limit of descriptors allows, which is raised for them."""
    wanted = connections + DESCRIPTORS_BESIDE
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    limit = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    if limit < wanted:
        print(f"  no more than {limit} descriptors allowed", file=sys.stderr)
    if limit <= DESCRIPTORS_BESIDE:
        raise Failure(f"{limit} descriptors are too few (ulimit -n)")
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, limit), hard))
    return limit - DESCRIPTORS_BESIDE


def measure_once(peers, program, connections):
    with Server(program, [peers.other_cpu]) as server:
        before = server.memory_bytes()
        with Held(server, peers.cpu, connections):
            time.sleep(SETTLING_SECONDS)
            memory = server.memory_bytes()
            start = server.cpu_seconds()
            time.sleep(SECONDS)
            taken = server.cpu_seconds() - start
    return Result((memory - before) / connections, taken * 1000)
