"""What is held to be right and wrong, told as soon as it is known, and counted."""


class Verdicts:
    """`is_strict` makes figures of time count; on a busy machine they say nothing of the server."""

    def __init__(self, is_strict):
        self.is_strict = is_strict
        self.passed = self.failed = self.skipped = 0

    def check(self, what, holds, found):
        """A promise that does not depend on the machine."""
        self.passed += bool(holds)
        self.failed += not holds
        self._tell("ok" if holds else "FAILED", what, found)
        return holds

    def check_time(self, what, holds, found):
        """A promise that a busy machine breaks as well."""
        if holds or self.is_strict:
            self.check(what, holds, found)
        else:
            self._tell("missed", what, found)

    def skip(self, what, why):
        self.skipped += 1
        self._tell("skipped", what, why)

    def note(self, what, found):
        self._tell("", what, found)

    def closing(self):
        """The last line, in the form that `Scripts/run-steps` reads."""
        return f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"

    @staticmethod
    def _tell(verdict, what, found):
        print(f"{verdict:8} {what}: {found}", flush=True)
