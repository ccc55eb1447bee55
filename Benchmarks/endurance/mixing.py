"""All loads in turn on one server, for long: what it holds must not grow."""

import contextlib
import time

from . import crowds, floods, levels, stopping

# The first rounds, in which a server may still take up what it needs.
WARMING_ROUNDS = 2
ROUNDS_MIN = 6
# Limits that all loads but the flood keep to.
PLACES = 2000


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
        bench.judge_times("mixed", [quiet for quiet, _ in times], [max(t for _, t in times)])
        stopping.stop_under_load(bench, "mixed", server)


def warmed(bench, server, protocols):
    for protocol in protocols:
        level = bench.warmed(server, protocol)
    return level


def rounds(bench, server, protocols, before, seconds):
    """The level after each round, and p99 without and with load."""
    held, times = [], []
    end = time.monotonic() + seconds
    while time.monotonic() < end or len(held) < WARMING_ROUNDS + ROUNDS_MIN:
        worst = 0
        quiet = bench.measure(server)
        for make_loads in turns(bench, server, protocols):
            with contextlib.ExitStack() as stack:
                running = [stack.enter_context(load) for load in make_loads]
                worst = max(worst, bench.measure(server))
                for load in running:
                    load.stop()
        held.append(levels.settled(server, before.descriptors))
        times.append((quiet, worst))
        bench.verdicts.note(f"mixed, round {len(held)}", told(held[-1], quiet, worst))
        if held[-1].descriptors > before.descriptors:
            break
    return held, times


def turns(bench, server, protocols):
    """The loads of one round; those of one turn come together."""
    hostile = bench.scale.hostile
    yield [
        crowds.steady(bench, server, PLACES // 2),
        crowds.slow_writers(bench, server, hostile),
        crowds.slow_readers(bench, server, hostile),
    ]
    yield [crowds.connects(bench, server)]
    yield [deliveries(bench, server)]
    if bench.subject.has("connections-max"):
        yield [flood(bench, server)]
    if "tls" in protocols:
        yield [crowds.slow_handshakes(bench, server, hostile)]
        yield [crowds.connects(bench, server, "--tls", "1.3", protocol="tls")]
        yield [crowds.connects(bench, server, "--tls", "1.2", "--resume", protocol="tls")]
        yield [
            bench.echo_load(
                "TLS", server, "--tls", "1.3", protocol="tls", connections=64, bytes=4096, depth=4
            )
        ]


def deliveries(bench, server):
    return bench.crowd(
        "deliveries",
        server,
        behaviour="delivery",
        connections=16,
        bytes=stopping.DELIVERY_BYTES,
    )


def flood(bench, server):
    """More than there are places for; those that are refused try again."""
    return bench.crowd(
        "flood",
        server,
        "--may-end",
        "--reopen",
        connections=PLACES + floods.FLOOD,
        at_once=PLACES + floods.FLOOD,
        interval=1,
    )


def told(level, quiet, worst):
    memory = levels.mebibytes(level.memory_bytes)
    return f"{level.descriptors} descriptors, {memory}, p99 {quiet:.0f} µs, loaded {worst:.0f} µs"


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
