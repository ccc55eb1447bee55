"""Peers that are many, quick to come and go, or slow."""

import ssl

from . import levels
from .subject import PROXY_OPTIONS

# What a server may hold for a peer that takes nothing: what it has read of it, and room to spare.
SLOW_READER_BYTES_MAX = 128 * 1024
# Seconds between the turns of slow peers, and of others.
SLOW_INTERVAL = 0.1
STEADY_INTERVAL = 2
PROXY_HEADER = "PROXY TCP4 192.0.2.1 192.0.2.2 1000 2000\r\n"


def crowd(bench):
    """So many connections at once, some of them slow."""
    scale = bench.scale
    with bench.serve() as server:
        before = levels.at_rest(server).descriptors

        def make_loads():
            yield steady(bench, server, scale.connections - scale.slow)
            yield slow_writers(bench, server, scale.slow - scale.slow_readers)
            yield slow_readers(bench, server)

        def during(level):
            count = server.descriptors() - before
            bench.verdicts.check(
                f"crowd: {scale.connections} connections at once",
                count >= scale.connections,
                f"{count} more descriptors",
            )

        bench.endure("crowd", server, make_loads, during=during)


def churn(bench):
    """Connections that come, ask once and go, as fast as they can."""
    with bench.serve() as server:
        reports = bench.endure("churn", server, lambda: [connects(bench, server)])
        bench.verdicts.note("churn: connections a second", f"{reports[0]['per_second']:.0f}")


def slow_peers_at_the_handshake(bench):
    """Peers that send a byte of a handshake now and then, and never the last."""
    verdicts = bench.verdicts
    if bench.subject.has("tls"):
        with bench.serve(protocols=("tls",)) as server:
            bench.endure(
                "slow-handshakes, TLS",
                server,
                lambda: [slow_handshakes(bench, server, bench.scale.hostile)],
                protocol="tls",
            )
    else:
        verdicts.skip("slow-handshakes, TLS", "the server has no TLS")
    if bench.subject.has("proxy"):
        with bench.serve(*PROXY_OPTIONS) as server:
            bench.endure(
                "slow-handshakes, PROXY",
                server,
                lambda: [slow_headers(bench, server, bench.scale.hostile)],
                words=("--preamble", PROXY_HEADER),
            )
    else:
        verdicts.skip("slow-handshakes, PROXY", "the server has no PROXY protocol")


def slow_peers_that_read(bench):
    """Peers that send as much as the server takes, and read next to nothing."""
    count = bench.scale.slow_readers
    with bench.serve() as server:

        def during(before):
            most = SLOW_READER_BYTES_MAX * count + levels.NOISE_BYTES
            held = levels.filled(server, before.memory_bytes + most) - before.memory_bytes
            bench.verdicts.check(
                f"slow-readers: at most {SLOW_READER_BYTES_MAX >> 10} KiB held for each",
                held <= most,
                f"{levels.mebibytes(held)} for {count}",
            )

        bench.endure(
            "slow-readers", server, lambda: [slow_readers(bench, server)], during=during
        )


def steady(bench, server, count):
    return bench.crowd("crowd", server, connections=count, interval=STEADY_INTERVAL)


def slow_writers(bench, server, count):
    return bench.crowd(
        "slow writers",
        server,
        behaviour="slow-writer",
        connections=count,
        interval=SLOW_INTERVAL,
    )


def slow_readers(bench, server):
    return bench.crowd(
        "slow readers",
        server,
        behaviour="slow-reader",
        connections=bench.scale.slow_readers,
        interval=SLOW_INTERVAL,
    )


def connects(bench, server, *words, protocol="tcp"):
    return bench.echo_load(
        "churn", server, *words, protocol=protocol, mode="connect", connections=64
    )


def slow_handshakes(bench, server, count):
    return scripted(bench, server, count, client_hello()[:-1], "tls")


def slow_headers(bench, server, count):
    return scripted(bench, server, count, PROXY_HEADER[:-1].encode(), "tcp")


def scripted(bench, server, count, script, protocol):
    """Peers that send a script, byte by byte; the server may end them, and then they come again."""
    return bench.crowd(
        "slow handshakes",
        server,
        "--may-end",
        "--reopen",
        protocol=protocol,
        behaviour="script",
        connections=count,
        interval=SLOW_INTERVAL,
        script=script.hex(),
    )


def client_hello():
    """The first record of a client."""
    incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    context = ssl.create_default_context()
    client = context.wrap_bio(incoming, outgoing, server_hostname="localhost")
    try:
        client.do_handshake()
    except ssl.SSLWantReadError:
        return outgoing.read()
    raise AssertionError("a handshake without a peer")
