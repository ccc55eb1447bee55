"""Certificates for servers on the loopback address, made when they are needed."""

import dataclasses
import pathlib

from .peers import command

DAYS = 2


@dataclasses.dataclass(frozen=True)
class Certificate:
    """PEM files of a P-256 key and of a certificate that it has signed itself."""

    certificate_file: pathlib.Path
    key_file: pathlib.Path

    def options(self):
        """The options of a server that has it."""
        return ("--cert", self.certificate_file, "--key", self.key_file)


def make(folder):
    """A certificate for localhost and 127.0.0.1."""
    made = Certificate(folder / "certificate.pem", folder / "key.pem")
    words = ["openssl", "req", "-x509", "-nodes", "-days", DAYS, "-subj", "/CN=localhost"]
    words += ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
    words += ["-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]
    command(*words, "-keyout", made.key_file, "-out", made.certificate_file)
    return made
