"""What is done in the background. It may be done twice."""

from __future__ import annotations

from django_tasks import task


@task()
def read_file(source: str, key: int, attachment: int) -> None:
    """Read the words of a file that is public."""
    from gongkai.search import files

    files.read(source, key, attachment)
