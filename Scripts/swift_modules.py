"""Where the modules of this package lie after a debug build, and how to compile against them."""

import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
BUILD = ROOT / ".build" / "debug"


def layers():
    """The names in the manifest's table of layers, bottom first, but for the programs."""
    manifest = (ROOT / "Package.swift").read_text()
    table = re.search(r"let layers\b.*?\n\]\n", manifest, re.DOTALL)
    if table is None:
        fail("Package.swift has no table of layers")
    names = re.findall(r'\(\s*"(\w+)",\s*\[', table.group(0))
    programs = re.search(r"let programs\b.*?\[(.*?)\]", manifest, re.DOTALL)
    if programs is None:
        fail("Package.swift has no set of programs")
    return [name for name in names if f'"{name}"' not in programs.group(1)]


def target():
    """The triple that the compiler builds for."""
    answer = run(["swiftc", "-print-target-info"])
    return re.search(r'"unversionedTriple"\s*:\s*"([^"]+)"', answer).group(1)


def import_options():
    """The compiler's options that find this package's modules, those in C included."""
    if not (BUILD / "Modules").is_dir():
        fail("there is no debug build; run make build-debug first")
    options = ["-I", str(BUILD / "Modules")]
    # Those of targets in C, and of system libraries, which are not built.
    module_maps = [*BUILD.glob("*.build/module.modulemap"), *ROOT.glob("Sources/*/module.modulemap")]
    module_maps += ROOT.glob(".build/checkouts/*/Sources/GRDBSQLite/module.modulemap")
    for module_map in sorted(module_maps):
        options += ["-Xcc", f"-fmodule-map-file={module_map}"]
    return options


def run(command):
    """The standard output of a command that must succeed."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if done.returncode != 0:
        fail(f"{command[0]} failed:\n{done.stderr}")
    return done.stdout


def fail(message):
    """Ends the script with an error."""
    sys.exit(f"{pathlib.Path(sys.argv[0]).name}: {message}")
