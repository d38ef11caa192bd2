"""Any number of documents checked by many processes: figures, findings and a manifest as tables.

The documents are listed once into a plan on disk and worked on in chunks. What a chunk gives is one
segment file, written whole; a run that was killed goes on with the chunks that have none. In the end
the segments become Parquet and CSV. Nothing held in memory grows with the number of documents.
Not here: where chunks are worked on (`crew`; a cluster joins from the command).
"""

from __future__ import annotations

from gongkai.report.bulk.crew import Crew, Processes
from gongkai.report.bulk.run import Progress, is_complete, run

__all__ = ["Crew", "Processes", "Progress", "is_complete", "run"]
