"""The addresses of the open data: those of the newest files stay, those of a day live as long as its files."""

from datetime import date

from django.urls import path, register_converter

from gongkai.opendata import views


class Day:
    """A day in an address, as 2026-03-01."""

    regex = "[0-9]{4}-[0-9]{2}-[0-9]{2}"

    def to_python(self, written: str) -> date:
        """Read a day; ValueError for one that there is not."""
        return date.fromisoformat(written)

    def to_url(self, on: date) -> str:
        """Write a day."""
        return on.isoformat()


register_converter(Day, "day")

app_name = "opendata"
urlpatterns = [
    path("", views.home, name="home"),
    path("dcat.<slug:form>", views.catalogue, name="dcat"),
    path("schema/<slug:name>-<int:version>.json", views.schema, name="schema"),
    path("files/<slug:name>.<slug:form>", views.file, name="file"),
    path("<day:on>/<slug:name>.<slug:form>", views.file, name="file"),
    path("<slug:code>/", views.dataset, name="dataset"),
]
