"""The one table that comes of it."""

import dataclasses


@dataclasses.dataclass
class Row:
    title: str
    swift: str
    c: str
    comparison: str
    bar: str
    # None where there is no bar.
    holds: bool | None


class Table:
    HEAD = ("figure", "Swift", "C", "Swift to C", "bar", "holds")

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
        return (row.title, row.swift, row.c, row.comparison, row.bar, verdict)

    @staticmethod
    def _line(cells):
        return "| " + " | ".join(cells) + " |"
