"""The one table that comes of it."""

import dataclasses


@dataclasses.dataclass
class Row:
    """A figure; theirs is that of C, unless the title names another."""

    title: str
    ours: str
    theirs: str
    comparison: str
    bar: str
    # None where there is no bar.
    holds: bool | None


class Table:
    HEAD = ("figure", "ours", "theirs", "ours to theirs", "bar", "holds")

    def __init__(self):
        self.rows = []

    def extend(self, rows):
        self.rows.extend(rows)

    def holds(self):
        return all(row.holds is not False for row in self.rows)

    def markdown(self):
        lines = [self._line(self.HEAD), "|---|--:|--:|--:|--:|---|"]
        lines += [self._line(self._cells(row)) for row in self.rows]
        return "\n".join(lines)

    @staticmethod
    def _cells(row):
        verdict = {True: "yes", False: "**NO**", None: ""}[row.holds]
        return (row.title, row.ours, row.theirs, row.comparison, row.bar, verdict)

    @staticmethod
    def _line(cells):
        return "| " + " | ".join(cells) + " |"
