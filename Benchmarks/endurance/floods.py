"""More connections than a limit allows."""

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
# A flood is over soon: one alone tells more of the machine than of the server.
FLOODS = 5


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
        first = under_floods(bench, name, server, before, sources=sources)
        served, held = ([each[key] for each in first] for key in ("held_served", "held"))
        bench.verdicts.check(
            f"{name}: all places are taken, and no more",
            all(each == places for each in served),
            f"{spread(served)} of {places} served, {spread(held)} of {FLOOD} connected",
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
        first = under_floods(bench, name, server, before, sources=1)
        # A burst is what one second allows.
        bench.verdicts.check(
            f"{name}: {RATE} connections a second",
            all(RATE / 2 <= each["served"] <= RATE * (each["seconds"] + 1) for each in first),
            f"{spread([each['served'] for each in first])} served in"
            f" {spread([round(each['seconds'], 1) for each in first])} s",
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
        first = under_floods(
            bench,
            name,
            server,
            before,
            protocol="tls",
            behaviour="script",
            script=crowds.client_hello()[:-1].hex(),
        )
        held = [each["held"] for each in first]
        bench.verdicts.check(
            f"{name}: no more than {most} at once",
            max(held) <= most,
            f"{spread(held)} of {FLOOD} held",
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


def under_floods(bench, name, server, before, protocol="tcp", **options):
    """Measures with clients that were there before the flood, again and again.

    What the crowd tells once all have come who will, and the seconds that this took, of each flood.
    """
    quiet, loaded, told = [], [], []
    for _ in range(FLOODS):
        bench.settled(server, before.descriptors)
        quiet.append(bench.measure(server, protocol))
        with bench.measuring(server, protocol) as clients:
            start = time.monotonic()
            with flooding(bench, server, protocol, **options) as crowd:
                told.append({**crowd.first, "seconds": time.monotonic() - start})
                crowd.stop()
            loaded.append(clients.stop()["p99_us"])
    bench.judge_times(name, quiet, loaded)
    return told


def spread(values):
    least, most = min(values), max(values)
    return f"{least}" if least == most else f"{least}–{most}"


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
