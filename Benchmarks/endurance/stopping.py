"""SIGTERM under load: what was begun is finished, and then the server ends with status 0."""

import contextlib
import errno
import socket
import time

from comparison.peers import Failure

# The longest that a server takes to close its listener, and to end once nothing holds it.
SECONDS_MAX = 5
# When a server that goes on is ended by force: its grace is shorter.
PATIENCE = 16
POLL_SECONDS = 0.01
# A grace that is shorter than the clients' patience.
GRACE = 1
DELIVERY_BYTES = 1_000_000


def graceful_stop(bench):
    """Clients that leave in time, without and with TLS, and clients that do not leave."""
    drained(bench, "tcp")
    if bench.subject.has("tls"):
        drained(bench, "tls")
    else:
        bench.verdicts.skip("graceful-stop, TLS", "the server has no TLS")
    if bench.subject.has("grace"):
        cut(bench)
    else:
        bench.verdicts.skip("graceful-stop, clients that stay", "the server has no --grace")


def drained(bench, protocol):
    name = f"graceful-stop, {protocol}"
    with bench.serve(protocols=(protocol,)) as server:
        stop_under_load(bench, name, server)


def stop_under_load(bench, name, server):
    """Stops a server with requests, deliveries and steady clients on each of its addresses."""
    verdicts = bench.verdicts
    with contextlib.ExitStack() as stack:
        running = [
            stack.enter_context(load)
            for protocol in server.addresses
            for load in clients(bench, name, server, protocol)
        ]
        server.ask_to_end()
        for protocol, address in server.addresses.items():
            seconds = seconds_until_refused(address)
            verdicts.check(
                f"{name}: nobody new is taken, {protocol}",
                seconds <= SECONDS_MAX,
                f"after {seconds * 1000:.0f} ms",
            )
        # Each fails where a byte that is owed does not come.
        reports = [load.stop() for load in running]
    start = time.monotonic()
    server.wait_for_end(PATIENCE)
    seconds = time.monotonic() - start
    verdicts.check(
        f"{name}: ends once all have left", seconds <= SECONDS_MAX, f"after {seconds * 1000:.0f} ms"
    )
    verdicts.check(f"{name}: no byte that was owed is lost", True, told(reports))


def clients(bench, name, server, protocol):
    """Loads that ask for nothing new once they are stopped, and wait for what they are owed."""
    words = ["--tls", "1.3"] if protocol == "tls" else []
    yield bench.echo_load(
        f"{name}: requests in flight",
        server,
        *words,
        protocol=protocol,
        connections=64,
        bytes=1024,
        depth=8,
    )
    if protocol == "tls":
        return
    yield bench.crowd(
        f"{name}: deliveries",
        server,
        "--may-end",
        "--reopen",
        behaviour="delivery",
        connections=16,
        bytes=DELIVERY_BYTES,
    )


def told(reports):
    words = [
        f"{report['requests_total']} requests"
        if "requests_total" in report
        else f"{report['delivered']} deliveries, {report['refused'] + report['unserved']} refused"
        for report in reports
    ]
    return ", ".join(words)


def cut(bench):
    """The server's patience ends before its clients leave."""
    name = "graceful-stop, clients that stay"
    count = bench.scale.hostile
    with bench.serve("--grace", GRACE) as server:
        with contextlib.ExitStack() as stack:
            running = [
                stack.enter_context(
                    bench.crowd(
                        f"{name}: {behaviour}",
                        server,
                        "--may-end",
                        behaviour=behaviour,
                        connections=count,
                        interval=0.1,
                        settling=0.5,
                    )
                )
                for behaviour in ("steady", "slow-writer", "slow-reader")
            ]
            start = time.monotonic()
            server.ask_to_end()
            server.wait_for_end(PATIENCE)
            seconds = time.monotonic() - start
            reports = [load.stop() for load in running]
    bench.verdicts.check(
        f"{name}: ends after its grace of {GRACE} s",
        seconds <= GRACE + SECONDS_MAX,
        f"after {seconds:.1f} s",
    )
    served = sum(report["served"] for report in reports)
    bench.verdicts.check(
        f"{name}: they were all served until then, and nothing wrong came back",
        served == 3 * count,
        f"{served} of {3 * count}",
    )


def seconds_until_refused(address):
    """How long connections are still taken; at most SECONDS_MAX and a little."""
    host, port = address.rsplit(":", 1)
    start = time.monotonic()
    while (passed := time.monotonic() - start) <= SECONDS_MAX:
        with socket.socket() as probe:
            code = probe.connect_ex((host, int(port)))
        if code == errno.ECONNREFUSED:
            break
        if code not in (0, errno.ECONNRESET):
            raise Failure(f"connect to {address}: {errno.errorcode.get(code, code)}")
        time.sleep(POLL_SECONDS)
    return passed
