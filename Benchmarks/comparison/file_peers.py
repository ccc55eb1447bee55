"""The servers of files that ours is compared with: from Debian's packages, and from PyPI."""

import ctypes
import os
import pathlib
import shutil
import subprocess
import sys

from .file_servers import (
    HASHED,
    QUICK,
    SCRYPT_BLOCK,
    SCRYPT_COST,
    SCRYPT_PARALLELISM,
    FileServerProgram,
)
from .peers import FOLDER, command

# The packages are only unpacked: they would throw each other out.
UNPACKED = FOLDER / ".build" / "file-servers"
PACKAGES = ["vsftpd", "libwrap0", "pure-ftpd", "pure-ftpd-common"]
PACKAGES += ["proftpd-core", "proftpd-mod-crypto", "libhiredis0.14", "libmemcached11"]
PACKAGES += ["libmemcachedutil2", "libhashkit2", "libpcre2-posix3"]
PYTHON_FOLDER = FOLDER / ".build" / "pyftpdlib"
PYTHON_PACKAGES = ["pyftpdlib==2.2.0", "pyOpenSSL==26.4.0"]
LIBRARIES = {"LD_LIBRARY_PATH": str(UNPACKED / "usr" / "lib" / "x86_64-linux-gnu")}
# Who the files belong to.
OWNER = "nobody"
OWNER_NUMBERS = "65534:65534"
SESSIONS_MAX = 10_000


def install_packages():
    """Fetches Debian's packages, once."""
    if UNPACKED.exists():
        return
    print("fetching vsftpd, ProFTPD and Pure-FTPd …", file=sys.stderr)
    unfinished = UNPACKED.with_suffix(".unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    packages = unfinished / "packages"
    packages.mkdir()
    subprocess.run(["apt-get", "download", *PACKAGES], cwd=packages, check=True, stdout=2)
    for package in packages.glob("*.deb"):
        command("dpkg", "-x", package, unfinished)
    unfinished.rename(UNPACKED)


def install_python():
    """Fetches pyftpdlib, once."""
    if (PYTHON_FOLDER / "complete").exists():
        return
    print("fetching pyftpdlib …", file=sys.stderr)
    command(sys.executable, "-m", "venv", "--clear", PYTHON_FOLDER, quiet=True)
    command(PYTHON_FOLDER / "bin" / "pip", "install", *PYTHON_PACKAGES, quiet=True)
    (PYTHON_FOLDER / "complete").touch()


def pyftpdlib(home, certificate):
    script = pathlib.Path(__file__).with_name("pyftpdlib_server.py")

    def words(port):
        return [PYTHON_FOLDER / "bin" / "python", script, port, home, *certificate.options()[1::2]]

    return FileServerProgram("pyftpdlib", words)


def from_packages(folder, home, certificate):
    """The three of Debian, with their configuration in a folder."""
    folder.mkdir()
    hashes = {HASHED: scrypt_hash(HASHED.password), QUICK: crypt(QUICK.password, "$1$salt$")}
    return [
        vsftpd(folder, home, certificate, hashes),
        proftpd(folder, home, certificate, hashes),
        pure_ftpd(folder, home, certificate, hashes),
    ]


def vsftpd(folder, home, certificate, hashes):
    """It knows the users of the system only, by PAM: so it gets a system of its own."""
    users = [("root:x:0:0::/:/bin/sh", "root:*:1::::::")]
    users += [(f"{OWNER}:x:{OWNER_NUMBERS}::/:/bin/sh", f"{OWNER}:*:1::::::")]
    users += [
        (f"{login.name}:x:{OWNER_NUMBERS}::{home}:/bin/sh", f"{login.name}:{hash}:1::::::")
        for login, hash in hashes.items()
    ]
    (folder / "vsftpd.passwd").write_text("".join(f"{user}\n" for user, _ in users))
    (folder / "vsftpd.shadow").write_text("".join(f"{shadow}\n" for _, shadow in users))
    (folder / "vsftpd.shadow").chmod(0o600)
    rules = "auth required pam_unix.so nodelay\naccount required pam_permit.so\n"
    (folder / "vsftpd.pam").write_text(rules)
    (folder / "empty").mkdir()
    settings = {
        "listen": "YES",
        "listen_address": "127.0.0.1",
        "background": "NO",
        "anonymous_enable": "NO",
        "local_enable": "YES",
        "write_enable": "YES",
        "local_umask": "022",
        "pam_service_name": "other",
        "session_support": "NO",
        "xferlog_enable": "NO",
        "nopriv_user": OWNER,
        "secure_chroot_dir": folder / "empty",
        "idle_session_timeout": 3600,
        "max_clients": SESSIONS_MAX,
        "max_per_ip": SESSIONS_MAX,
        "ssl_enable": "YES",
        "force_local_logins_ssl": "NO",
        "force_local_data_ssl": "NO",
        "require_ssl_reuse": "NO",
        "ssl_ciphers": "HIGH",
        "rsa_cert_file": certificate.certificate_file,
        "rsa_private_key_file": certificate.key_file,
    }
    file = folder / "vsftpd.conf"
    file.write_text("".join(f"{key}={value}\n" for key, value in settings.items()))
    places = {"passwd": "/etc/passwd", "shadow": "/etc/shadow", "pam": "/etc/pam.d/other"}
    mounts = "".join(
        f"mount --bind '{folder}/vsftpd.{name}' {place} && " for name, place in places.items()
    )
    program = UNPACKED / "usr" / "sbin" / "vsftpd"

    def words(port):
        script = f"{mounts} exec '{program}' '{file}' -olisten_port={port}"
        return ["unshare", "--mount", "sh", "-c", script]

    return FileServerProgram("vsftpd", words, LIBRARIES, forks=True)


def proftpd(folder, home, certificate, hashes):
    users = (
        f"{login.name}:{hash}:{OWNER_NUMBERS}::{home}:/bin/sh\n" for login, hash in hashes.items()
    )
    (folder / "proftpd.passwd").write_text("".join(users))
    (folder / "proftpd.passwd").chmod(0o600)
    (folder / "proftpd.group").write_text(f"{OWNER}:x:65534:\n")
    (folder / "proftpd.group").chmod(0o600)

    def words(port):
        file = folder / f"proftpd.{port}.conf"
        file.write_text(PROFTPD.format(port=port, folder=folder, certificate=certificate))
        return [UNPACKED / "usr" / "sbin" / "proftpd", "--nodaemon", "--config", file]

    return FileServerProgram("ProFTPD", words, LIBRARIES, forks=True)


PROFTPD = f"""
ServerType standalone
DefaultAddress 127.0.0.1
Port {{port}}
UseIPv6 off
UseReverseDNS off
User {OWNER}
Group nogroup
Umask 022
ModulePath {UNPACKED}/usr/lib/proftpd
LoadModule mod_tls.c
AuthOrder mod_auth_file.c
AuthUserFile {{folder}}/proftpd.passwd
AuthGroupFile {{folder}}/proftpd.group
RequireValidShell off
DelayEngine off
PidFile {{folder}}/proftpd.pid
ScoreboardFile {{folder}}/proftpd.scoreboard
SystemLog none
TransferLog none
WtmpLog off
AllowOverwrite on
AllowStoreRestart on
TimeoutIdle 3600
TLSEngine on
TLSRequired off
TLSProtocol TLSv1.2 TLSv1.3
TLSOptions NoSessionReuseRequired
TLSECCertificateFile {{certificate.certificate_file}}
TLSECCertificateKeyFile {{certificate.key_file}}
"""


def pure_ftpd(folder, home, certificate, hashes):
    users = (
        f"{login.name}:{hash}:{OWNER_NUMBERS}::{home}/./::::::::::::\n"
        for login, hash in hashes.items()
    )
    (folder / "pure.passwd").write_text("".join(users))
    database = folder / "pure.pdb"
    program = UNPACKED / "usr" / "bin" / "pure-pw"
    words = [program, "mkdb", database, "-f", folder / "pure.passwd"]
    command(*words, environment=LIBRARIES)
    both = folder / "pure.pem"
    both.write_text(certificate.key_file.read_text() + certificate.certificate_file.read_text())
    both.chmod(0o600)

    def words(port):
        words = [UNPACKED / "usr" / "sbin" / "pure-ftpd", "-S", f"127.0.0.1,{port}"]
        words += ["-l", f"puredb:{database}", "-E", "-H", "-f", "none", "-u", "1", "-U", "022:022"]
        words += ["-c", SESSIONS_MAX, "-C", SESSIONS_MAX, "-I", "60", "-L", "100000:2"]
        return [*words, "-g", folder / f"pure.{port}.pid", "-Y", "1", "-2", both]

    return FileServerProgram("Pure-FTPd", words, LIBRARIES, forks=True)


def scrypt_hash(password):
    """In the form of crypt(5), which all three know."""
    alphabet = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

    def number(value):
        """In 30 bits, the lowest first."""
        return "".join(alphabet[value >> shift & 63] for shift in range(0, 30, 6))

    cost = alphabet[SCRYPT_COST.bit_length() - 1]
    salt = "".join(alphabet[byte & 63] for byte in os.urandom(43))
    numbers = number(SCRYPT_BLOCK) + number(SCRYPT_PARALLELISM)
    return crypt(password, f"$7${cost}{numbers}{salt}$")


def crypt(password, setting):
    library = ctypes.CDLL("libcrypt.so.1")
    library.crypt.restype = ctypes.c_char_p
    return library.crypt(password.encode(), setting.encode()).decode()
