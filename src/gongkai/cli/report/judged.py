"""What became of one file that was checked, as the verdict and the exit code are told from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gongkai.cli.errors import NOT_ALLOWED, UNREADABLE

if TYPE_CHECKING:
    from gongkai.law.errors import UnreadableDocument
    from gongkai.report.finding import Finding
    from gongkai.report.model import Report


class Judged(NamedTuple):
    """What became of one file: the report and its findings, or why it cannot be read."""

    file: str
    report: Report | None = None
    findings: tuple[Finding, ...] = ()  # the gravest first
    error: UnreadableDocument | None = None

    @property
    def exit_code(self) -> int:
        """Give the exit code for this file alone."""
        if self.report is None:
            return UNREADABLE
        return NOT_ALLOWED if self.count("ERROR") else 0

    def count(self, severity: str) -> int:
        """Count the findings of a severity, by its name."""
        return sum(finding.severity.name == severity for finding in self.findings)
