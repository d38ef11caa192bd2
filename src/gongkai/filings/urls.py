"""The addresses of annual reports at the desk."""

from django.urls import include, path, re_path

from gongkai.filings import views
from gongkai.filings.outside import entering, exchange

app_name = "filings"
urlpatterns = [
    path("", views.filings, name="list"),
    path("", include("gongkai.filings.wording.urls")),
    path("", include("gongkai.filings.writing.urls")),
    path("", include("gongkai.filings.provenance.urls")),
    path("", include("gongkai.filings.local_rules.urls")),
    path("new/", views.begin, name="begin"),
    path("rolling/", include("gongkai.filings.rolling.urls")),
    path("outside/", include("gongkai.filings.outside.urls")),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/do/<slug:name>/", views.act, name="act"),
    path("<int:pk>/figures/<str:cell>/", views.correct, name="correct"),
    path("<int:pk>/versions/<int:number>/package.json", exchange.package, name="package"),
    path("<int:pk>/enter/<slug:table>/", entering.enter, name="enter"),
    path("<int:pk>/findings/<slug:mark>/", views.waive, name="waive"),
    re_path(r"^(?P<pk>\d+)/(?P<kind>correction|waiver)/(?P<row>\d+)/back/$", views.take_back, name="take-back"),
    path("<int:pk>/report.<slug:form>", views.export, name="export"),
    path("", include("gongkai.filings.signing.urls")),
    path("", include("gongkai.filings.submitting.urls")),
]
