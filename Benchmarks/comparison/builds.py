"""What is built before anything is measured, as arguments of `swift build`."""

import pathlib
import sys

from .peers import FOLDER, command

# The peers, the load and the echo server in C.
BENCHMARKS = ("--package-path", FOLDER)
# The tool whose echo server is measured, with Swift's runtime linked into it, as it is installed:
# calls into a shared runtime look up their target and their thread's variables, some 150
# instructions for each request.
SERVER = ("--package-path", FOLDER.parent, "--static-swift-stdlib", "--product", "switchboard")
# SwiftNIO's echo servers, which take minutes and the network the first time.
NIO = ("--package-path", FOLDER / "NIO")


def build(groups, options):
    needless = {NIO} if options.quick else set()
    if options.server:
        needless.add(SERVER)
    # Each once, in order.
    for step in dict.fromkeys(step for group in groups for step in group.BUILDS):
        if step not in needless:
            print(f"building {pathlib.Path(step[-1]).name} …", file=sys.stderr)
            command("swift", "build", "-c", "release", *step, quiet=True)
