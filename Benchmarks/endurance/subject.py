"""The server that has to endure."""

import dataclasses
import pathlib
import shlex
import shutil
import subprocess

from comparison import certificates
from comparison.peers import FOLDER, Failure
from comparison.servers import Program, Server

# The longest that a program takes to print its help.
HELP_SECONDS_MAX = 30

OURS = f"{FOLDER.parent / '.build' / 'release' / 'switchboard'} echo"

# All clients then begin with a PROXY header.
PROXY_OPTIONS = ("--proxy-from", "127.0.0.0/8")

# What a server may lack, by an option that its help names where it does not.
FEATURES = {
    "tls": "--cert",
    "grace": "--grace",
    "connections-max": "--connections-max",
    "connections-per-peer": "--connections-per-peer",
    "accept-rate": "--accept-rate",
    "handshakes-max": "--handshakes-max",
    "handshake-timeout": "--handshake-timeout",
    "idle-timeout": "--idle-timeout",
    "lifetime": "--lifetime",
    "proxy": PROXY_OPTIONS[0],
}


# Limits that are not the subject of a scenario are out of its way.
WIDE = {"connections-max": 20_000, "connections-per-peer": 20_000, "handshakes-max": 20_000}


class Subject:
    """An echo server by its command line: `COMMAND --listen ADDRESS… --loops 1 [options]`."""

    def __init__(self, command, scratch):
        name, *rest = shlex.split(command or OURS)
        found = shutil.which(name)
        if found is None:
            raise Failure(f"there is no program {name}; is it built?")
        self._program = Program("server", pathlib.Path(found), tuple(rest))
        self._help = self._read_help([found, *rest])
        self._scratch = scratch
        self._certificate = None

    def has(self, feature):
        return FEATURES[feature] in self._help

    def serve(self, cpu, *options, protocols=("tcp",)):
        """A server on a CPU, to be used in a `with` statement."""
        words = tuple(options)
        for limit, value in WIDE.items():
            needs_tls = limit == "handshakes-max" and "tls" not in protocols
            if self.has(limit) and FEATURES[limit] not in options and not needs_tls:
                words += (FEATURES[limit], value)
        if "tls" in protocols:
            self._certificate = self._certificate or certificates.make(self._scratch)
            words += self._certificate.options()
        program = dataclasses.replace(self._program, protocols=protocols, options=words)
        return Server(program, [cpu])

    @staticmethod
    def _read_help(words):
        # Programs without help tell their usage, and fail.
        done = subprocess.run(
            [*words, "--help"], capture_output=True, text=True, timeout=HELP_SECONDS_MAX
        )
        return done.stdout + done.stderr
