"""Where the figures come from, and what else was going on there."""

import os
import platform
import time


class OtherWork:
    """The share of the machine's CPU time that went to processes which are none of ours."""

    def __enter__(self):
        self.start = self._now()
        self.share = 0.0
        return self

    def __exit__(self, *error):
        wall, busy, ours = (after - before for after, before in zip(self._now(), self.start))
        share = (busy - ours) / max(wall * os.cpu_count(), 1e-9)
        # Ticks make more or less than there is of a time that is shorter than they are.
        self.share = min(1.0, max(0.0, share))

    def is_quiet(self):
        return self.share < 0.05

    def __str__(self):
        word = "quiet" if self.is_quiet() else "NOISY"
        return f"other work took {self.share:.0%} of the CPU time of the machine: {word}"

    @staticmethod
    def _now():
        with open("/proc/stat") as file:
            user, nice, system, _, _, irq, softirq, steal = map(int, file.readline().split()[1:9])
        busy = (user + nice + system + irq + softirq + steal) / os.sysconf("SC_CLK_TCK")
        times = os.times()
        ours = times.user + times.system + times.children_user + times.children_system
        return time.monotonic(), busy, ours


def describe(cpu):
    model = platform.machine()
    with open("/proc/cpuinfo") as file:
        for line in file:
            if line.startswith("model name"):
                model = line.split(":", 1)[1].strip()
                break
    # Some pace what they send (bbr), and so swing more.
    with open("/proc/sys/net/ipv4/tcp_congestion_control") as file:
        control = file.read().strip()
    count = os.cpu_count()
    system = f"Linux {platform.release()}, TCP {control}"
    return f"{model}, {count} CPUs, {system}, rates and loads on CPU {cpu}"
