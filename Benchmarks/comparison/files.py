"""Our server of files beside four others: bulk, small files, logins, and idle sessions."""

import dataclasses
import random
import statistics
import sys
import time

from . import certificates, file_peers, ftp_sessions
from .builds import SERVER
from .file_loads import FileLoad, Files
from .file_servers import HASHED, FileServer, FileServerProgram, Login
from .memory import allowed
from .peers import command
from .rates import spread
from .servers import OURS
from .table import Row

BUILDS = (SERVER,)

BULKS = [FileLoad(False, is_put, tls) for tls in (False, True) for is_put in (False, True)]
SMALLS = [FileLoad(True, is_put, tls) for tls in (False, True) for is_put in (False, True)]
SETTLING_SECONDS = 1


@dataclasses.dataclass
class Scale:
    large_bytes: int
    small_files: int
    logins: int
    # Idle sessions, and those of a server that has a process for each.
    sessions: int
    sessions_of_processes: int
    # Beside the fastest other; of getting small files over TLS, where the others wait for
    # acknowledgements. When clients put files, nobody waits.
    rate_min: float
    tls_small_get_min: float
    # The server's of bulk, to that of the others which takes the least.
    cpu_max: float
    # In KiB an idle session, without TLS and with it.
    memory_max: tuple


FULL = Scale(1 << 30, 5000, 300, 5000, 1000, 0.97, 8, 1.03, (10, 50))
# As in `rates`: against what is broken.
QUICK = Scale(128 << 20, 200, 20, 500, 500, 0.5, 2, 1.5, (20, 75))


def measure(peers, options):
    scale = QUICK if options.quick else FULL
    # The client's end of idle sessions is in this process.
    allowed(scale.sessions)
    certificate = certificates.make(peers.scratch)
    files = Files(
        home=peers.scratch / "home",
        client=peers.scratch / "client",
        certificate=certificate.certificate_file,
        large_bytes=scale.large_bytes,
        small_files=scale.small_files,
    )
    peers.scratch.chmod(0o711)
    files.make()
    programs = [ours(peers.scratch / "ours", files.home, certificate)]
    file_peers.install_python()
    programs.append(file_peers.pyftpdlib(files.home, certificate))
    if not options.quick:
        file_peers.install_packages()
        programs += file_peers.from_packages(peers.scratch / "peers", files.home, certificate)
    rows = []
    for row in Measuring(peers, options, programs, files, scale).rows():
        # It takes long: what fails later does not take this away.
        print(f"  {row.title}: {row.ours}; {row.theirs}; {row.comparison}", file=sys.stderr)
        rows.append(row)
    return rows


def ours(folder, home, certificate):
    """It has one account with a password; nobody's takes no hash, and may do everything too."""
    words = [OURS.path, "account", "add", HASHED.name, "--data", folder, "--home", home]
    command(*words, "--password-stdin", given=HASHED.password)

    def serve(port):
        words = [OURS.path, "serve", "--data", folder, "--ftp", f"127.0.0.1:{port}"]
        words += ["--anonymous-home", home, "--anonymous-permissions", "all", "--loops", 1]
        words += ["--sessions-per-address", "none", "--idle-timeout", "1h", "--log-level", "error"]
        return [*words, *certificate_options(certificate)]

    return FileServerProgram("ours", serve, quick=Login("anonymous", "nobody"))


def certificate_options(certificate):
    words = ["--tls-certificate", certificate.certificate_file]
    return [*words, "--tls-key", certificate.key_file]


class Measuring:
    """Rounds of all servers, and the rows that come of them; the first of the programs is ours."""

    def __init__(self, peers, options, programs, files, scale):
        self.peers, self.options = peers, options
        self.programs, self.files, self.scale = programs, files, scale
        self._order = random.Random(0)

    def rows(self):
        yield from self.rows_of_bulk()
        yield from self.rows_of_small_files()
        yield self.row_of_logins()
        for tls in (False, True):
            yield self.row_of_memory(tls)

    def rows_of_bulk(self):
        mebibytes = self.scale.large_bytes >> 20
        for load in BULKS:
            results = self._results(load, self.options.rounds)
            title = f"FTP {load}, {mebibytes} MiB"
            yield self._row_of_times(title, results, self.scale.rate_min)
            yield self._row_of_cpu(f"{title}: server's CPU for a GiB", results)

    def rows_of_small_files(self):
        for load in SMALLS:
            # Where each file waits for a delayed acknowledgement, one round takes minutes.
            rounds = 1 if load.tls and not self.options.quick else self.options.rounds
            waits = load.tls and not load.is_put
            bar = self.scale.tls_small_get_min if waits else self.scale.rate_min
            title = f"FTP {load}, {self.scale.small_files} files of 1 KiB, 4 at a time"
            yield self._row_of_times(title, self._results(load, rounds), bar)

    def row_of_logins(self):
        count = self.scale.logins
        rounds = self._rounds(
            f"{count} logins",
            self.options.rounds if self.options.quick else 1,
            lambda server: ftp_sessions.logins_per_second(server, count),
        )
        times = {name: [1 / rate for rate in rates] for name, rates in rounds.items()}
        best = self._best(times)
        ratios = [b / a for a, b in zip(times["ours"], times[best])]
        return Row(
            title=f"{count} FTP logins, hashed by scrypt alike, 8 at a time",
            ours=f"{1 / statistics.median(times['ours']):.3g}/s",
            theirs=self._theirs(times, lambda seconds: f"{1 / seconds:.3g}/s"),
            comparison=f"rate {spread(ratios)} of {best}",
            bar=f"≥ {self.scale.rate_min:.2f}",
            holds=statistics.median(ratios) >= self.scale.rate_min,
        )

    def row_of_memory(self, tls):
        kibibytes = {
            program.name: [self._memory(program, tls) / 1024] for program in self.programs
        }
        found, bar = kibibytes["ours"][0], self.scale.memory_max[tls]
        kind = "an idle FTP session" + (", TLS 1.3" if tls else "")
        return Row(
            title=f"memory of {kind}, {self.scale.sessions} held",
            ours=f"{found:.3g} KiB",
            theirs=self._theirs(kibibytes, lambda kibibytes: f"{kibibytes:.3g} KiB"),
            comparison="",
            bar=f"≤ {bar} KiB",
            holds=found <= bar,
        )

    def _memory(self, program, tls):
        """Bytes a session."""
        count = self.scale.sessions_of_processes if program.forks else self.scale.sessions
        with FileServer(program, [self.peers.other_cpu]) as server:
            before = server.memory_bytes()
            with ftp_sessions.HeldSessions(server, count, tls):
                time.sleep(SETTLING_SECONDS)
                return (server.memory_bytes() - before) / count

    def _results(self, load, rounds):
        return self._rounds(
            f"{'small files' if load.is_small else 'bulk'}, {load}",
            rounds,
            lambda server: load.run(server, self.peers.cpu, self.files),
        )

    def _rounds(self, title, rounds, run):
        """What each server's runs came to, one a round, by its name."""
        results = {program.name: [] for program in self.programs}
        for number in range(rounds):
            print(f"  {title}: round {number + 1} of {rounds}", file=sys.stderr)
            for program in self._order.sample(self.programs, len(self.programs)):
                with FileServer(program, [self.peers.other_cpu]) as server:
                    results[program.name].append(run(server))
        return results

    def _row_of_times(self, title, results, bar):
        times = {name: [each.seconds for each in found] for name, found in results.items()}
        best = self._best(times)
        ratios = [theirs / ours for ours, theirs in zip(times["ours"], times[best])]
        return Row(
            title=title,
            ours=f"{statistics.median(times['ours']):.3g} s",
            theirs=self._theirs(times, lambda seconds: f"{seconds:.3g} s"),
            comparison=f"rate {spread(ratios)} of {best}",
            bar=f"≥ {bar:.2f}",
            holds=statistics.median(ratios) >= bar,
        )

    def _row_of_cpu(self, title, results):
        gibibytes = self.scale.large_bytes / (1 << 30)
        costs = {
            name: [each.cpu_seconds / gibibytes for each in found]
            for name, found in results.items()
        }
        best, bar = self._best(costs), self.scale.cpu_max
        ratios = [ours / theirs for ours, theirs in zip(costs["ours"], costs[best])]
        return Row(
            title=title,
            ours=f"{statistics.median(costs['ours']):.3g} s",
            theirs=self._theirs(costs, lambda seconds: f"{seconds:.3g} s"),
            comparison=f"CPU {spread(ratios)} of {best}",
            bar=f"≤ {bar:.2f}",
            holds=statistics.median(ratios) <= bar,
        )

    def _best(self, times):
        """The one of the others that takes the least."""
        others = [program.name for program in self.programs[1:]]
        return min(others, key=lambda name: statistics.median(times[name]))

    def _theirs(self, values, shown):
        others = [program.name for program in self.programs[1:]]
        return " · ".join(f"{name} {shown(statistics.median(values[name]))}" for name in others)
