"""The CPU time of a process and of all that it starts, those too that nobody waited for."""

import os
import pathlib
import tempfile

# Where the kernel keeps it: control groups of version 1, and of version 2.
GROUPS = [pathlib.Path("/sys/fs/cgroup/cpuacct"), pathlib.Path("/sys/fs/cgroup")]
NANOSECONDS, STATISTICS = "cpuacct.usage", "cpu.stat"


class CPUAccount:
    """A control group, within a `with` statement; without the right to make one, nothing is told of
    it."""

    def __enter__(self):
        self._folder = None
        for parent in GROUPS:
            try:
                self._folder = pathlib.Path(tempfile.mkdtemp(prefix="benchmarks-", dir=parent))
            except OSError:
                continue
            if (self._folder / "cgroup.procs").exists():
                break
            self._folder.rmdir()
            self._folder = None
        return self

    def __exit__(self, *error):
        if self._folder is None:
            return
        # Processes that were just killed may still be there.
        for _ in range(100):
            try:
                return self._folder.rmdir()
            except OSError:
                os.sched_yield()

    def wrapper(self):
        """Words before a command that let it begin in the group."""
        if self._folder is None:
            return []
        join = f'echo $$ > "{self._folder}/cgroup.procs" && exec "$@"'
        return ["sh", "-c", join, "sh"]

    def seconds(self):
        """What they have taken so far; none where that is unknown."""
        if self._folder is None:
            return None
        if (self._folder / NANOSECONDS).exists():
            return int((self._folder / NANOSECONDS).read_text()) / 1e9
        for line in (self._folder / STATISTICS).read_text().splitlines():
            if line.startswith("usage_usec "):
                return int(line.split()[1]) / 1e6
        return None

    def end_all(self):
        """Kills who is still there."""
        if self._folder is None:
            return
        for number in (self._folder / "cgroup.procs").read_text().split():
            try:
                os.kill(int(number), 9)
            except ProcessLookupError:
                pass
