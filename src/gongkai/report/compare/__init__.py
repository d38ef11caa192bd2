"""Two reports side by side: what changed from the old one to the new."""

from gongkai.report.compare.changes import Change, Kind, diff

__all__ = ["Change", "Kind", "diff"]
