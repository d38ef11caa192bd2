"""The addresses of roll-up at the desk; they are among those of annual reports."""

from django.urls import path, register_converter

from gongkai.filings.models import Scope
from gongkai.filings.rolling import views


class ScopeConverter:
    """A level or a region in an address."""

    regex = f"{Scope.LEVEL.value}|{Scope.REGION.value}"

    def to_python(self, value: str) -> Scope:
        """Give the scope."""
        return Scope(value)

    def to_url(self, value: str) -> str:
        """Give it as it stands in the address."""
        return str(value)


register_converter(ScopeConverter, "scope")

urlpatterns = [
    path("", views.home, name="rolling"),
    path("<int:pk>/<int:year>/<scope:scope>/", views.roll_up, name="rolled"),
    path("<int:pk>/<int:year>/<scope:scope>/<str:cell>/", views.figure, name="rolled-figure"),
]
