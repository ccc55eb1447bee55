"""pyftpdlib as a server: PORT HOME CERTIFICATE KEY. It runs in an environment that has it."""

import hashlib
import logging
import os
import pathlib
import resource
import sys

from OpenSSL import SSL
from pyftpdlib.authorizers import AuthenticationFailed, DummyAuthorizer
from pyftpdlib.handlers import TLS_FTPHandler
from pyftpdlib.servers import FTPServer

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from comparison.file_servers import (
    HASHED,
    QUICK,
    SCRYPT_BLOCK,
    SCRYPT_COST,
    SCRYPT_PARALLELISM,
)

PERMISSIONS = "elradfmwMT"


class Authorizer(DummyAuthorizer):
    """One user has a hashed password; it is checked on the loop, as there is nowhere else."""

    def __init__(self, home):
        super().__init__()
        for login in (HASHED, QUICK):
            self.add_user(login.name, login.password, home, perm=PERMISSIONS)
        self.salt = os.urandom(16)
        self.hash = self.hashed(HASHED.password)

    def hashed(self, password):
        return hashlib.scrypt(
            password.encode(),
            salt=self.salt,
            n=SCRYPT_COST,
            r=SCRYPT_BLOCK,
            p=SCRYPT_PARALLELISM,
            maxmem=64 << 20,
        )

    def validate_authentication(self, username, password, handler):
        if username != HASHED.name:
            return super().validate_authentication(username, password, handler)
        if self.hashed(password) != self.hash:
            raise AuthenticationFailed("wrong password")


class Handler(TLS_FTPHandler):
    timeout = 3600
    auth_failed_timeout = 0


def main(port, home, certificate, key):
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    logging.disable(logging.CRITICAL)
    Handler.authorizer = Authorizer(home)
    context = SSL.Context(SSL.TLS_SERVER_METHOD)
    context.use_certificate_chain_file(certificate)
    context.use_privatekey_file(key)
    Handler.ssl_context = context
    server = FTPServer(("127.0.0.1", int(port)), Handler, backlog=1024)
    server.max_cons = 10_000
    server.max_cons_per_ip = 0
    server.serve_forever()


main(*sys.argv[1:])
