"""Lists: declared once (`listing`), then filtered, sorted, paged, kept as views, exported, and acted on in bulk.

A view gives a list its rows and answers with `respond`:

    def agencies(request):
        return respond(request, AGENCIES, agencies_in_sight(request.user, localdate()))
"""

from gongkai.ui.lists.bulk import Action, Change
from gongkai.ui.lists.columns import Column
from gongkai.ui.lists.exporting import Export
from gongkai.ui.lists.filters import Choice, Dates, Filter, Related, Search, YesNo, begins
from gongkai.ui.lists.listing import List
from gongkai.ui.lists.responding import respond

__all__ = [
    "Action",
    "Change",
    "Choice",
    "Column",
    "Dates",
    "Export",
    "Filter",
    "List",
    "Related",
    "Search",
    "YesNo",
    "begins",
    "respond",
]
