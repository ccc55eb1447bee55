"""TLS echo servers under load: requests, bulk, and handshakes, full and resumed."""

import dataclasses
import statistics

from . import certificates, servers
from .builds import BENCHMARKS, SERVER
from .echo import Pair, measure_rounds, shown
from .load import Load
from .peers import FOLDER
from .servers import Program

BUILDS = (BENCHMARKS, SERVER)
C_PATH = FOLDER / ".build" / "release" / "CTLSEchoServer"

ECHOES = [
    Load(64, 64, tls="1.3"),
    Load(512, 64, tls="1.3"),
    Load(64, 64, depth=16, tls="1.3"),
    Load(64, 4096, tls="1.3"),
    Load(64, 64, tls="1.2"),
]
# Through the server and back.
BULKS = [Load(1, 65536, depth=16, tls="1.3"), Load(16, 65536, depth=4, tls="1.3")]
# Connect, handshake, one request, close.
HANDSHAKES = [
    Load(64, 64, mode="connect", tls=version, resumes=resumes)
    for version in ("1.3", "1.2")
    for resumes in (False, True)
]
QUICK_ECHOES, QUICK_BULKS, QUICK_HANDSHAKES = ECHOES[:1], BULKS[:1], HANDSHAKES[:2]


@dataclasses.dataclass
class Bars:
    rate_min: float
    # How long one run is measured, in seconds.
    slice: float


FULL = Bars(0.90, slice=2)
# As in `rates`: against what is broken.
QUICK = Bars(0.60, slice=0.4)


def measure(peers, options):
    bars = QUICK if options.quick else FULL
    echoes, bulks, handshakes = (
        (QUICK_ECHOES, QUICK_BULKS, QUICK_HANDSHAKES)
        if options.quick
        else (ECHOES, BULKS, HANDSHAKES)
    )
    loads = [*echoes, *bulks, *handshakes]
    subject, c = programs(peers, options)
    results = measure_rounds(peers, options, [subject, c], loads, bars.slice)
    pairs = {load: Pair(results[load, subject], results[load, c]) for load in loads}
    return [
        *(row(load, pairs[load], echo_title(load), shown, bars) for load in echoes),
        *(row(load, pairs[load], bulk_title(load), shown_bulk(load), bars) for load in bulks),
        *(row(load, pairs[load], handshake_title(load), shown, bars) for load in handshakes),
    ]


def programs(peers, options):
    """Our server and the one in C, with the same certificate."""
    certificate = certificates.make(peers.scratch)
    ours = dataclasses.replace(
        servers.ours(options), protocols=("tls",), options=certificate.options()
    )
    return ours, Program("C", C_PATH, protocols=("tls",), options=certificate.options())


def row(load, pair, title, show, bars):
    holds = pair.rate >= bars.rate_min
    found = pair.row(title, f"≥ {bars.rate_min:.2f}", holds)
    return dataclasses.replace(found, ours=show(pair.ours), theirs=show(pair.theirs))


def echo_title(load):
    return f"TLS {load.tls} echo server, {load}"


def bulk_title(load):
    return f"TLS {load.tls} bulk, there and back, {load}"


def handshake_title(load):
    kind = "resumed" if load.resumes else "full"
    return f"TLS {load.tls} handshake, {kind}, echo, close, {load}"


def shown_bulk(load):
    """Gigabytes a second in each direction, and the CPU time for one gigabyte."""

    def show(results):
        rate = statistics.median(result.rate for result in results) * load.size / 1e9
        cpu = statistics.median(result.cpu_us for result in results) / load.size * 1e3
        return f"{rate:.3g} GB/s · {cpu:.3g} s"

    return show
