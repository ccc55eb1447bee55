"""More connections than a limit allows."""

import contextlib
import time

from . import crowds, levels, loads

# Beside the clients that measure.
PLACES = 200
SOURCES = 20
PER_PEER = 10
FLOOD = 1000
RATE = 200
HANDSHAKES = 20
# Without a change for so long, all have come who will.
SETTLING = 1


def flood(bench):
    """One after the other, each with a server of its own."""
    places_in_all = PLACES + loads.MEASURING_CLIENTS
    for when_full in ("refuse", "wait"):
        options = ("--connections-max", places_in_all, "--when-full", when_full)
        flood_places(bench, "connections-max", f"in all, {when_full}", options, PLACES, FLOOD)
    options = ("--connections-per-peer", PER_PEER, "--when-full", "refuse")
    places = PER_PEER * SOURCES
    flood_places(bench, "connections-per-peer", "per peer, refuse", options, places, SOURCES)
    flood_rate(bench)
    flood_handshakes(bench)


def flood_places(bench, feature, title, options, places, sources):
    name = f"flood, connections {title}"
    if not bench.subject.has(feature):
        bench.verdicts.skip(name, f"the server has no --{feature}")
        return
    with bench.serve(*options) as server:
        before = bench.warmed(server)
        with under_flood(bench, name, server):
            with flooding(bench, server, sources=sources) as crowd:
                first = crowd.first
                crowd.stop()
        bench.verdicts.check(
            f"{name}: all places are taken, and no more",
            first["held_served"] == places,
            f"{first['held_served']} of {places} served, {first['held']} of {FLOOD} connected",
        )
        judge_after(bench, name, server, before)


def flood_rate(bench):
    name = "flood, accept rate"
    if not bench.subject.has("accept-rate"):
        bench.verdicts.skip(name, "the server has no --accept-rate")
        return
    with bench.serve("--accept-rate", RATE) as server:
        bench.requests(server, 1)
        before = levels.at_rest(server)
        with under_flood(bench, name, server):
            start = time.monotonic()
            with flooding(bench, server, sources=1) as crowd:
                first, seconds = crowd.first, time.monotonic() - start
                crowd.stop()
        # A burst is what one second allows.
        most = RATE * (seconds + 1)
        bench.verdicts.check(
            f"{name}: {RATE} connections a second",
            RATE / 2 <= first["served"] <= most,
            f"{first['served']} served in {seconds:.1f} s",
        )
        judge_after(bench, name, server, before, requests=1)


def flood_handshakes(bench):
    name = "flood, handshakes, refuse"
    if not (bench.subject.has("handshakes-max") and bench.subject.has("tls")):
        bench.verdicts.skip(name, "the server has no --handshakes-max, or no TLS")
        return
    # Measuring clients shake hands 64 at a time.
    most = HANDSHAKES + loads.MEASURING_CLIENTS
    options = ("--handshakes-max", most, "--when-full", "refuse")
    with bench.serve(*options, protocols=("tls",)) as server:
        before = bench.warmed(server, "tls")
        with under_flood(bench, name, server, "tls"):
            with flooding(
                bench,
                server,
                protocol="tls",
                behaviour="script",
                script=crowds.client_hello()[:-1].hex(),
            ) as crowd:
                held = crowd.first["held"]
                crowd.stop()
        bench.verdicts.check(
            f"{name}: no more than {most} at once", held <= most, f"{held} of {FLOOD} held"
        )
        judge_after(bench, name, server, before, protocol="tls")


def flooding(bench, server, protocol="tcp", **options):
    """All come at once, ask once, and stay."""
    return bench.crowd(
        "flood",
        server,
        "--may-end",
        protocol=protocol,
        connections=FLOOD,
        at_once=FLOOD,
        interval=loads.FOR_EVER,
        settling=SETTLING,
        **options,
    )


@contextlib.contextmanager
def under_flood(bench, name, server, protocol="tcp"):
    """Measures with clients that were there before the flood."""
    quiet = bench.measure(server, protocol)
    with bench.measuring(server, protocol) as clients:
        yield
        loaded = clients.stop()["p99_us"]
    bench.judge_times(name, [quiet], [loaded])


def judge_after(bench, name, server, before, requests=100, protocol="tcp"):
    """After the flood everybody is served again, and nothing is left of it."""
    bench.settled(server, before.descriptors)
    bench.requests(server, requests, protocol)
    after = bench.settled(server, before.descriptors)
    bench.verdicts.check(
        f"{name}: descriptors come back, and new clients are served",
        after.descriptors <= before.descriptors,
        f"{before.descriptors} before, {after.descriptors} after",
    )
