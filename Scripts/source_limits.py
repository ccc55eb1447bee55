"""Limits and defaults as the sources declare them, which the formatter keeps in one shape."""

import ast
import dataclasses
import re

import swift_modules

# Constants that are limits, by their names.
CONSTANT = re.compile(r"\.(?:\w*(?:Max|Default|Limit)|default[A-Z]\w*|pause|threshold)$")
# Structures all of whose properties are.
STRUCTURE = re.compile(r"(?:^|\.)\w*(?:Limits|Configuration)$")

OWNER = re.compile(
    r"^( *)(?:@\w+ )*(?:public |package |final )*"
    r"(?:struct|enum|class|extension|protocol) ([\w.]+)"
)
PROPERTY = re.compile(
    r"^( *)public (?:@\w+ )?(static let|var) (\w+)(?:: ([^={]+))?(?: = (.+))?$"
)
# Properties that say what is counted or told, and not how much.
PART = {"limits", "logger", "metrics"}
COMMENT = re.compile(r"^ */// ?(.*)$")

# More of a unit of bytes than this are told in the next smaller one.
UNITS_MAX = 9_999

# What the C library and the compiler say, and no source of ours.
FOREIGN = {"SOMAXCONN": 4096, "EncodedBytes.count": 128}

# From the small unit to the large: its name in a text, and how many make one of the next.
UNITS = {
    "nanoseconds": ("ns", 1000),
    "microseconds": ("µs", 1000),
    "milliseconds": ("ms", 1000),
    "seconds": ("s", None),
}


@dataclasses.dataclass
class Limit:
    """A row of the page."""

    name: str
    value: str
    summary: str


def is_constant(name):
    """Whether a constant of a type is a limit, by its name."""
    return CONSTANT.search(name) is not None


def read(module):
    """The limits of a module."""
    found = []
    for path in sorted((swift_modules.ROOT / "Sources" / module).rglob("*.swift")):
        found += read_file(path.read_text().splitlines())
    return found


def read_file(lines):
    """The limits in a file."""
    owners, comment, found = [], [], []
    for line in lines:
        if match := COMMENT.match(line):
            comment.append(match[1])
            continue
        if match := OWNER.match(line):
            depth = len(match[1])
            owners = [each for each in owners if each[0] < depth] + [(depth, match[2])]
        elif match := PROPERTY.match(line):
            inside = [name for depth, name in owners if depth < len(match[1])]
            owner = ".".join(inside)
            limit = read_property(owner, match, comment)
            found += [limit] if limit is not None else []
        comment = []
    return found


def read_property(owner, match, comment):
    """The limit that a property is; nil where it is none."""
    _, kind, name, type_name, value = match.groups()
    full_name = f"{owner}.{name}"
    if kind == "static let":
        if not is_constant(full_name):
            return None
    elif not STRUCTURE.search(owner) or "->" in (type_name or "") or name in PART:
        return None
    text = value_text(value, name, type_name or "", owner)
    return None if text is None else Limit(full_name, text, summary(comment))


def summary(comment):
    """The first paragraph of a comment."""
    end = comment.index("") if "" in comment else len(comment)
    return " ".join(comment[:end]).replace("``", "`").replace("|", "\\|")


def value_text(value, name, type_name, owner):
    """A value as people write it; none where it is no value of a limit."""
    if value is None:
        return "none" if type_name.strip().endswith("?") else None
    if value.endswith("{") or "{" in value:
        return None
    if match := re.fullmatch(r"(?:Duration)?\.(\w+)\((.+)\)", value):
        if match[1] in UNITS:
            return time_text(number(match[2], owner), match[1])
    if value in ("true", "false"):
        return f"`{value}`"
    if match := re.fullmatch(r"(?:\w+)?\.(\w+)", value):
        if (amount := number(value, owner)) is None:
            return f"`.{match[1]}`"
        return amount_text(amount, name)
    amount = number(value, owner)
    if amount is not None:
        return amount_text(amount, name)
    return f"`{value}`" if value.endswith(")") and not value.startswith("[") else None


def time_text(amount, unit):
    """A time in the largest unit of which it is a whole number."""
    units = list(UNITS.values())[list(UNITS).index(unit) :]
    for text, factor in units:
        if factor is None or amount == 0 or amount % factor:
            return f"{plain(amount)} {text}"
        amount //= factor


def amount_text(amount, name):
    """A number, in binary units where it counts bytes."""
    if "Bytes" in name or name.startswith("bytes"):
        for shift, unit in ((40, "TiB"), (30, "GiB"), (20, "MiB"), (10, "KiB")):
            if amount % (1 << shift) == 0 and 0 < amount >> shift <= UNITS_MAX:
                return f"{plain(amount >> shift)} {unit}"
        return f"{plain(amount)} bytes"
    return plain(amount)


def plain(amount):
    """A number with commas between thousands."""
    return f"{amount:,}"


def number(text, owner):
    """What an expression of numbers and constants comes to; none where it has none."""
    text = re.sub(r"^\w+\((.*)\)$", r"\1", text.strip())
    names = sorted(set(re.findall(r"[A-Za-z]\w*(?:\.\w+)*", re.sub(r"0x[\da-fA-F_]+", "", text))))
    for name in sorted(names, key=len, reverse=True):
        amount = FOREIGN.get(name)
        if amount is None:
            amount = constant(name, owner)
        if amount is None:
            return None
        text = re.sub(rf"\b{re.escape(name)}\b", str(amount), text)
    try:
        return evaluate(ast.parse(text, mode="eval").body)
    except (SyntaxError, ValueError):
        return None


def evaluate(node):
    """The value of a tree of integers, shifts, sums and products."""
    if isinstance(node, ast.Constant) and isinstance(node.value, int):
        return node.value
    if isinstance(node, ast.BinOp):
        left, right = evaluate(node.left), evaluate(node.right)
        if isinstance(node.op, ast.LShift):
            return left << right
        if isinstance(node.op, (ast.Add, ast.Sub, ast.Mult)):
            signed = -right if isinstance(node.op, ast.Sub) else right
            return left * right if isinstance(node.op, ast.Mult) else left + signed
    raise ValueError("no number")


def constant(name, owner):
    """The number of another constant: of a type that is named, or else of the owner."""
    type_name, _, member = name.rpartition(".")
    type_name = (type_name or owner).split(".")[-1]
    declared = re.compile(rf"static let {member}\b(?:: \w+)? = (.+)")
    for path in sorted((swift_modules.ROOT / "Sources").rglob("*.swift")):
        text = path.read_text()
        match = declared.search(text)
        if match and re.search(rf"\b(?:struct|enum|class|extension) {type_name}\b", text):
            return number(match[1], type_name)
    return None
