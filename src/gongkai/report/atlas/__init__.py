"""A static site over the results of a bulk run: tables in, pages out.

How many reports add up by year and region, what is most often wrong, how applications were decided,
who bears the burden, and a page for each agency with its years. Works from a folder, without a
server, without a network, and without scripts but for the search box. Memory does not grow with the
number of documents: rows are sorted onto shelves on disk (`shelves`), each worked on by itself, and
what is kept of all of them is counters by year and region (`totals`).
Not here: checking (`bulk`), and who is asked on the command line.
"""

from __future__ import annotations

from gongkai.report.atlas.regions import Regions, read_regions
from gongkai.report.atlas.site import Progress, build

__all__ = ["Progress", "Regions", "build", "read_regions"]
