"""Peers that stay for longer than a limit allows."""

import time

from . import crowds, levels, loads

# Of each limit.
SECONDS = 2
# How much later the last of them may be gone: they come one after the other, and to a busy server.
LATENESS_SECONDS_MAX = 5


def timeouts(bench):
    """One after the other, each with a server of its own."""
    silent = {"interval": loads.FOR_EVER}
    judge(bench, "idle-timeout", "tcp", silent)
    judge(bench, "lifetime", "tcp", {"interval": 0.1})
    hello = {"behaviour": "script", "script": crowds.client_hello()[:-1].hex(), "interval": 0.1}
    judge(bench, "handshake-timeout", "tls", hello)


def judge(bench, feature, protocol, options):
    name = f"timeouts, {feature}"
    if not bench.subject.has(feature) or (protocol == "tls" and not bench.subject.has("tls")):
        bench.verdicts.skip(name, f"the server has no --{feature}, or no TLS")
        return
    count = bench.scale.hostile
    with bench.serve(f"--{feature}", SECONDS, protocols=(protocol,)) as server:
        bench.requests(server, 1, protocol)
        before = levels.at_rest(server).descriptors
        start = time.monotonic()
        with bench.crowd(
            name,
            server,
            "--may-end",
            protocol=protocol,
            connections=count,
            at_once=count,
            settling=SECONDS / 4,
            **options,
        ) as crowd:
            there = crowd.first["held"]
            after = bench.settled(server, before)
            seconds = time.monotonic() - start
            held = crowd.stop()["held"]
    bench.verdicts.check(
        f"{name}: all are ended after {SECONDS} s, and not before",
        there == count
        and held == 0
        and after.descriptors <= before
        and SECONDS <= seconds <= SECONDS + LATENESS_SECONDS_MAX,
        f"{there} of {count} there at first, {held} at the end, after {seconds:.1f} s",
    )
