"""What clients do with a server of files: one large file by curl, many small ones by lftp."""

import dataclasses
import os
import pathlib
import time

from .peers import Failure, command

LARGE = "large"
SMALL = "small"
SMALL_BYTES = 1024
PARALLEL = 4


@dataclasses.dataclass(frozen=True)
class Files:
    """The folder that is served, and one of the client's, with the same files."""

    home: pathlib.Path
    client: pathlib.Path
    # Of the servers.
    certificate: pathlib.Path
    large_bytes: int
    small_files: int

    def make(self):
        for folder in (self.home, self.client):
            folder.mkdir()
            # Each server writes as another user.
            folder.chmod(0o777)
            (folder / SMALL).mkdir()
            for number in range(self.small_files):
                (folder / SMALL / f"file-{number:05}").write_bytes(os.urandom(SMALL_BYTES))
            block = os.urandom(1 << 20)
            with open(folder / LARGE, "wb") as file:
                for start in range(0, self.large_bytes, len(block)):
                    file.write(block[: self.large_bytes - start])
        # What was written before is not to be written in the middle of a run.
        os.sync()


@dataclasses.dataclass
class Result:
    seconds: float
    # Of the server.
    cpu_seconds: float


@dataclasses.dataclass(frozen=True)
class FileLoad:
    """A folder or a file, to the client or from it."""

    is_small: bool
    is_put: bool
    tls: bool

    def __str__(self):
        return f"{'put' if self.is_put else 'get'}{', TLS 1.3' if self.tls else ''}"

    def run(self, server, cpu, files):
        """Transfers, and looks whether all has arrived."""
        arrived = (files.home if self.is_put else files.client) / "arrived"
        before = server.cpu_seconds()
        words = ["taskset", "--cpu-list", cpu]
        if self.is_small:
            start = time.monotonic()
            command(*words, *self._lftp(server, files, arrived))
            seconds = time.monotonic() - start
        else:
            said = command(*words, *self._curl(server, files, arrived))
            total, login, count = map(float, said.split())
            seconds = total - login
            if not self.is_put and count != files.large_bytes:
                raise Failure(f"{server.program.name}, {self}: {count} bytes have arrived")
        taken = server.cpu_seconds() - before
        self._check(server, files, arrived)
        return Result(seconds, taken)

    def _curl(self, server, files, arrived):
        login = server.program.quick
        words = ["curl", "--silent", "--show-error", "--user", f"{login.name}:{login.password}"]
        words += ["--insecure", "--ssl-reqd", "--tlsv1.3"] if self.tls else []
        # From the moment at which the client is logged in.
        words += ["--write-out", "%{time_total} %{time_pretransfer} %{size_download}"]
        url = f"ftp://127.0.0.1:{server.port}/"
        if self.is_put:
            return [*words, "--upload-file", files.client / LARGE, url + arrived.name]
        # To nowhere: the disk of the client is not measured.
        return [*words, "--output", "/dev/null", url + LARGE]

    def _lftp(self, server, files, arrived):
        login = server.program.quick
        settings = ["ssl:verify-certificate no", f"ftp:ssl-force {'yes' if self.tls else 'no'}"]
        # Else it reads all the roots of the system for each file, longer than a server takes.
        settings += [f"ssl:ca-file {files.certificate}"]
        settings += [f"ftp:ssl-allow {'yes' if self.tls else 'no'}", "net:max-retries 2"]
        # Not all servers know how times are set: none is asked to.
        settings += ["ftp:use-mdtm no", "ftp:use-site-utime no", "ftp:use-site-utime2 no"]
        folders = f"{files.client / SMALL} {arrived.name}" if self.is_put else f"{SMALL} {arrived}"
        mirror = f"mirror --parallel={PARALLEL} --no-perms {'-R ' if self.is_put else ''}{folders}"
        commands = [f"set {setting}" for setting in settings]
        commands += [f"open -u '{login.name},{login.password}' -p {server.port} 127.0.0.1", mirror]
        return ["lftp", "--norc", "-c", "; ".join(commands)]

    @staticmethod
    def _graveyard(files):
        """A name for a folder that is not needed any more."""
        folder = files.home.parent / "over"
        folder.mkdir(exist_ok=True)
        return folder / str(len(os.listdir(folder)))

    def _check(self, server, files, arrived):
        if self.is_small:
            found = sum(path.stat().st_size for path in arrived.iterdir())
            expected = files.small_files * SMALL_BYTES
            # Not removed before the end: ext4 passes over what was removed lately, inode by inode,
            # which whoever comes next would pay for.
            arrived.rename(self._graveyard(files))
        elif self.is_put:
            found, expected = arrived.stat().st_size, files.large_bytes
            arrived.unlink()
        else:
            return
        if found != expected:
            name = server.program.name
            raise Failure(f"{name}, {self}: {found} of {expected} bytes have arrived")
