"""Our client of file servers beside curl and lftp, at the same server: whole runs of a program."""

import dataclasses
import os
import random
import shutil
import statistics
import sys
import time

from . import certificates, file_peers
from .builds import SERVER
from .file_loads import LARGE, PARALLEL, SMALL, Files
from .file_servers import FileServer
from .files import FULL, QUICK
from .peers import Failure, command
from .rates import spread
from .servers import OURS
from .table import Row

BUILDS = (SERVER,)


@dataclasses.dataclass(frozen=True)
class Transfer:
    """A large file, or a folder of small ones, to the server or from it."""

    is_small: bool
    is_put: bool
    tls: bool

    def title(self, scale):
        what = f"{scale.large_bytes >> 20} MiB"
        if self.is_small:
            what = f"{scale.small_files} files of 1 KiB, {PARALLEL} at a time"
        return f"client: {'put' if self.is_put else 'get'}{', TLS 1.3' if self.tls else ''}, {what}"


# Not of small files over TLS: each waits for a delayed acknowledgement, whoever the client is.
TRANSFERS = [Transfer(False, is_put, tls) for tls in (False, True) for is_put in (False, True)]
TRANSFERS += [Transfer(True, is_put, False) for is_put in (False, True)]


class Bench:
    """What clients are given: the files, and who may log in where."""

    def __init__(self, files, server, scratch):
        self.files, self.server = files, server
        self.login = server.program.quick
        self.arrived = scratch / "arrived"
        self.netrc = scratch / "netrc"
        words = f"machine 127.0.0.1 login {self.login.name} password \"{self.login.password}\"\n"
        self.netrc.write_text(words)
        self.netrc.chmod(0o600)

    def url(self, name, scheme="ftp"):
        return f"{scheme}://127.0.0.1:{self.server.port}/{name}"

    def ours(self, transfer):
        scheme = "ftpes" if transfer.tls else "ftp"
        trust = ["--ca", self.files.certificate] if transfer.tls else []
        if transfer.is_small:
            ends = [self.url(SMALL, scheme), self.arrived]
            if transfer.is_put:
                ends = [self.files.client / SMALL, self.url(self.arrived.name, scheme)]
            return [OURS.path, "mirror", "--parallel", PARALLEL, "--quiet", *ends, *trust]
        if transfer.is_put:
            url = self.url(self.arrived.name, scheme)
            return [OURS.path, "put", "--quiet", self.files.client / LARGE, url, *trust]
        return [
            *[OURS.path, "get", "--quiet", self.url(LARGE, scheme), "--output", self.arrived],
            *trust,
        ]

    def curl(self, transfer):
        """One file: of a folder it knows nothing."""
        if transfer.is_small:
            return None
        words = ["curl", "--silent", "--show-error", "--netrc-file", self.netrc]
        if transfer.tls:
            words += ["--cacert", self.files.certificate, "--ssl-reqd", "--tlsv1.3"]
        if transfer.is_put:
            return [*words, "--upload-file", self.files.client / LARGE, self.url(self.arrived.name)]
        return [*words, "--remote-time", "--output", self.arrived, self.url(LARGE)]

    def lftp(self, transfer):
        settings = [f"ftp:ssl-force {'yes' if transfer.tls else 'no'}", "net:max-retries 2"]
        settings += [f"ftp:ssl-allow {'yes' if transfer.tls else 'no'}"]
        # Else it reads all the roots of the system for each file.
        settings += [f"ssl:ca-file {self.files.certificate}"]
        client, arrived = self.files.client, self.arrived
        if transfer.is_small:
            folders = f"{SMALL} {arrived}"
            if transfer.is_put:
                folders = f"-R {client / SMALL} {arrived.name}"
            action = f"mirror --no-perms --parallel={PARALLEL} {folders}"
        elif transfer.is_put:
            action = f"put {client / LARGE} -o {arrived.name}"
        else:
            action = f"get {LARGE} -o {arrived}"
        commands = [f"set {setting}" for setting in settings]
        commands += [f"open -u '{self.login.name},{self.login.password}' {self.url('')}", action]
        return ["lftp", "--norc", "-c", "; ".join(commands)]

    def run(self, name, transfer, cpu):
        """Seconds of a whole run; None where the program cannot do it."""
        words = getattr(self, name)(transfer)
        if words is None:
            return None
        start = time.monotonic()
        command("taskset", "--cpu-list", cpu, *words, environment={"NETRC": str(self.netrc)})
        seconds = time.monotonic() - start
        self._check(name, transfer)
        return seconds

    def _check(self, name, transfer):
        """Whether all has arrived; it is moved away."""
        folder = self.files.home if transfer.is_put else self.arrived.parent
        arrived = folder / self.arrived.name
        if transfer.is_small:
            found, wanted = len(os.listdir(arrived)), self.files.small_files
        else:
            found, wanted = arrived.stat().st_size, self.files.large_bytes
        if found != wanted:
            raise Failure(f"{name}, {transfer}: {found} of {wanted} have arrived")
        if not transfer.is_small:
            arrived.unlink()
            return
        over = self.files.home.parent / "over"
        over.mkdir(exist_ok=True)
        arrived.rename(over / str(len(os.listdir(over))))


CLIENTS = ("ours", "curl", "lftp")


def measure(peers, options):
    scale = QUICK if options.quick else FULL
    certificate = certificates.make(peers.scratch)
    peers.scratch.chmod(0o711)
    scratch = peers.scratch / "clients"
    scratch.mkdir()
    files = Files(
        home=scratch / "home",
        client=scratch / "client",
        certificate=certificate.certificate_file,
        large_bytes=scale.large_bytes,
        small_files=scale.small_files,
    )
    files.make()
    file_peers.install_packages()
    servers = file_peers.from_packages(scratch / "peers", files.home, certificate)
    vsftpd = next(server for server in servers if server.name == "vsftpd")
    rows = []
    for transfer in TRANSFERS:
        row = row_of(transfer, vsftpd, files, scratch, scale, peers, options)
        print(f"  {row.title}: {row.ours}; {row.theirs}; {row.comparison}", file=sys.stderr)
        rows.append(row)
    shutil.rmtree(scratch)
    return rows


def row_of(transfer, program, files, scratch, scale, peers, options):
    times = {name: [] for name in CLIENTS}
    order = random.Random(0)
    for _ in range(options.rounds):
        for name in order.sample(CLIENTS, len(CLIENTS)):
            with FileServer(program, [peers.other_cpu]) as server:
                seconds = Bench(files, server, scratch).run(name, transfer, peers.cpu)
                if seconds is not None:
                    times[name].append(seconds)
    times = {name: found for name, found in times.items() if found}
    others = [name for name in times if name != "ours"]
    best = min(others, key=lambda name: statistics.median(times[name]))
    ratios = [theirs / ours for ours, theirs in zip(times["ours"], times[best])]
    bar = 0.5 if options.quick else 1
    return Row(
        title=transfer.title(scale),
        ours=f"{statistics.median(times['ours']):.3g} s",
        theirs=" · ".join(f"{name} {statistics.median(times[name]):.3g} s" for name in others),
        comparison=f"rate {spread(ratios)} of {best}",
        bar=f"≥ {bar:.2f}",
        holds=statistics.median(ratios) >= bar,
    )
