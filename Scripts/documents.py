"""The fenced blocks of documents in Markdown, and the programs among them."""

import dataclasses
import pathlib
import re
import subprocess

import swift_modules

# Seconds that a block may run, where its mark does not say.
SECONDS_MAX = 60

MARK = re.compile(
    r"^<!--\s*(fragment|check|run|server|client)\s*(?::\s*([\w-]+)( s)?)?\s*-->\s*$"
)
FENCE = re.compile(r"^(\s*)(`{3,}|~{3,})\s*(\w*)")


@dataclasses.dataclass
class Block:
    """A fenced block: where its text begins, and what is said about it."""

    path: pathlib.Path
    line: int
    language: str
    text: str
    mark: str
    # What stands behind the mark: seconds, or the name of a conversation.
    argument: str
    heading: int

    @property
    def seconds(self):
        """How long the block may run."""
        return int(self.argument or SECONDS_MAX)

    def __str__(self):
        return f"{self.path.relative_to(swift_modules.ROOT)}:{self.line}"


def blocks(path):
    """The fenced blocks of a document, in order."""
    found = []
    mark, argument, heading = "", "", 0
    open_block, fence = None, ""
    for number, line in enumerate(path.read_text().splitlines(), 1):
        if open_block is not None:
            if line.strip() == fence:
                found.append(open_block)
                open_block = None
            else:
                open_block.text += line + "\n"
        elif match := FENCE.match(line):
            fence = match[2]
            open_block = Block(path, number + 1, match[3], "", mark, argument, heading)
            mark, argument = "", ""
        elif match := MARK.match(line):
            mark, argument = match[1], match[2] or ""
        elif line.strip():
            mark, argument = "", ""
            heading += line.startswith("#")
    if open_block is not None:
        swift_modules.fail(f"{open_block}: the block has no end")
    return found


def compile_errors(block, text, directory, options):
    """What the compiler has against the text of a block, with its options; empty where nothing."""
    source = pathlib.Path(directory) / "main.swift"
    name = block.path.relative_to(swift_modules.ROOT)
    source.write_text(f'#sourceLocation(file: "{name}", line: {block.line})\n{text}')
    command = ["swiftc", "-swift-version", "6", "-warnings-as-errors"]
    command += ["-module-name", "Example", str(source)]
    if "@main" in text:
        command.append("-parse-as-library")
    done = subprocess.run(
        command + swift_modules.import_options() + options,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    return done.stdout if done.returncode != 0 else ""
