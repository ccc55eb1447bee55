"""All loads in turn on one server, for long: what it holds must not grow."""

import collections
import contextlib
import time

from . import crowds, floods, levels, stopping

# The first rounds, in which a server may still take up what it needs.
WARMING_ROUNDS = 2
# The least that follow, for a slope.
ROUNDS_MIN = 4
# A limit that all loads but the flood keep to.
PLACES = 3000
CROWD = 1000
# The turn without a load.
QUIET = "quiet"
# The turns whose loads are no reason for others to wait. The rest asks for all that the server can
# do, which is then shared.
NOT_BUSY = {"crowd", "churn", "slow handshakes", "flood"}


def mixed(bench, seconds):
    """At least so long, and for as many rounds as a slope needs."""
    subject = bench.subject
    protocols = ("tcp", "tls") if subject.has("tls") else ("tcp",)
    options = []
    if subject.has("connections-max"):
        options = ["--connections-max", PLACES, "--when-full", "refuse"]
    for feature in ("tls", "connections-max"):
        if not subject.has(feature):
            bench.verdicts.skip(f"mixed, {feature}", "the server has none")
    with bench.serve(*options, protocols=protocols) as server:
        before = warmed(bench, server, protocols)
        held, times = rounds(bench, server, protocols, before, seconds)
        judge(bench, before, held)
        quiet = times.pop(QUIET)
        for title in sorted(NOT_BUSY & set(times)):
            bench.judge_times(f"mixed, {title}", quiet, times[title])
        stopping.stop_under_load(bench, "mixed", server)


def warmed(bench, server, protocols):
    for protocol in protocols:
        level = bench.warmed(server, protocol)
    return level


def rounds(bench, server, protocols, before, seconds):
    """The level after each round, and p99 in each turn of it."""
    held, times = [], collections.defaultdict(list)
    end = time.monotonic() + seconds
    while time.monotonic() < end or len(held) < WARMING_ROUNDS + ROUNDS_MIN:
        for title, its_loads in turns(bench, server, protocols).items():
            with contextlib.ExitStack() as stack:
                running = [stack.enter_context(load) for load in its_loads]
                times[title].append(bench.measure(server))
                for load in running:
                    load.stop()
        if bench.subject.has("connections-max"):
            times["flood"].append(flood(bench, server))
        held.append(bench.settled(server, before.descriptors))
        bench.verdicts.note(f"mixed, round {len(held)}", told(held[-1], times))
        if held[-1].descriptors > before.descriptors:
            break
    return held, times


def turns(bench, server, protocols):
    """The loads of one round, by turn; those of one turn come together."""
    hostile = bench.scale.hostile
    found = {
        QUIET: [],
        "crowd": [
            crowds.steady(bench, server, CROWD),
            crowds.slow_writers(bench, server, hostile),
            crowds.slow_readers(bench, server),
        ],
        "churn": [crowds.connects(bench, server)],
        "deliveries": [deliveries(bench, server)],
    }
    if "tls" in protocols:
        found |= {
            "slow handshakes": [crowds.slow_handshakes(bench, server, hostile)],
            "TLS": [tls_echo(bench, server)],
            "handshakes": [crowds.connects(bench, server, "--tls", "1.3", protocol="tls")],
            "resumed handshakes": [
                crowds.connects(bench, server, "--tls", "1.2", "--resume", protocol="tls")
            ],
        }
    return found


def tls_echo(bench, server):
    return bench.echo_load(
        "TLS", server, "--tls", "1.3", protocol="tls", connections=64, bytes=4096, depth=4
    )


def deliveries(bench, server):
    return bench.crowd(
        "deliveries",
        server,
        behaviour="delivery",
        connections=16,
        bytes=stopping.DELIVERY_BYTES,
    )


def flood(bench, server):
    """More than there are places for, beside clients that were there before; those that are refused
    try again."""
    with bench.measuring(server) as clients:
        with bench.crowd(
            "flood",
            server,
            "--may-end",
            "--reopen",
            connections=PLACES + floods.FLOOD,
            at_once=PLACES + floods.FLOOD,
            interval=1,
            settling=floods.SETTLING,
        ) as crowd:
            crowd.stop()
        return clients.stop()["p99_us"]


def told(level, times):
    memory = levels.mebibytes(level.memory_bytes)
    p99s = ", ".join(f"{title} {found[-1]:.0f}" for title, found in times.items())
    return f"{level.descriptors} descriptors, {memory}, p99 in µs: {p99s}"


def judge(bench, before, held):
    most = max(level.descriptors for level in held)
    bench.verdicts.check(
        "mixed: descriptors come back after each round",
        most <= before.descriptors,
        f"{before.descriptors} before, at most {most} after",
    )
    memory = [level.memory_bytes for level in held[WARMING_ROUNDS:]]
    if len(memory) < 2:
        return
    growth = levels.slope(memory) * (len(memory) - 1)
    bench.verdicts.check(
        "mixed: memory stays",
        growth <= levels.noise_bytes(memory[0]),
        f"{levels.mebibytes(memory[0])} after the first rounds, a slope of "
        f"{levels.mebibytes(growth)} over the {len(memory)} that followed",
    )
