"""The symbols of the public interface, as the digest in API/ has them."""

import re

import swift_modules

OWNER = re.compile(
    r"^(?:@\w+ )*(?:(?:final|public) )*(?:struct|enum|class|protocol|extension) ([\w.]+)"
)
MEMBER = re.compile(
    r"\b(?:(func|case|var|let|typealias|associatedtype) (`?\w+`?)|(init|subscript)\b\??)"
)


class Symbols:
    """Types, and members with the labels of their parameters."""

    def __init__(self):
        self.types = set()
        # The labels of each overload by "Type.member"; none for what is no function.
        self.members = {}
        # The constants: those of the members that belong to the type and not to its values.
        self.constants = set()

    def has(self, text):
        """Whether there is a type, or a member by `Type.member(label:…)`; labels may be left out."""
        name, _, rest = text.partition("(")
        if not rest:
            return name in self.types or name in self.members
        labels = [label for label in rest.rstrip(")").split(":") if label]
        return any(is_within(labels, each) for each in self.members.get(name, []))

    def add(self, owner, line):
        """Adds what a line of the digest declares."""
        match = MEMBER.search(line)
        if match is None:
            return
        name = (match[2] or match[3]).strip("`")
        labels = labels_of(line, match.end())
        if name == "subscript":
            # Its parameters have no labels unless they are given two names, as none is here.
            labels = ["_"] * len(labels)
        self.members.setdefault(f"{owner}.{name}", []).append(labels)
        if "static let" in line:
            self.constants.add(f"{owner}.{name}")


def is_within(labels, all_labels):
    """Whether labels are among others, in their order."""
    rest = iter(all_labels)
    return all(label in rest for label in labels)


def labels_of(line, start):
    """The labels of the parameters that follow a name."""
    if line[start : start + 1] == "<":
        start = line.index(">", start) + 1
    if line[start : start + 1] != "(":
        return []
    depth, parts = 0, [""]
    for character in line[start:]:
        depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(character, 0)
        if depth == 0:
            break
        if character == "," and depth == 1:
            parts.append("")
        elif character != "(" or depth > 1:
            parts[-1] += character
    return [part.split(":")[0].split()[0] for part in parts if ":" in part]


def read():
    """The symbols of all modules."""
    symbols = Symbols()
    for path in sorted((swift_modules.ROOT / "API").glob("*.txt")):
        owner = None
        for line in path.read_text().splitlines():
            if line.startswith("  ") and owner is not None:
                symbols.add(owner, line)
            elif match := OWNER.match(line):
                owner = match[1]
                symbols.types.add(owner)
    return symbols
