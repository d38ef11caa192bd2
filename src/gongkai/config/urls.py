"""The addresses of the site: the portal at the root, the desk (工作台) under desk/, and what machines ask."""

from django.urls import URLPattern, URLResolver, include, path

from gongkai.api import v1
from gongkai.config import health, metrics, status

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("gongkai.portal.urls")),
    path("open-data/", include("gongkai.opendata.urls")),
    path("setup/", include("gongkai.config.setup.urls")),
    path("account/", include("gongkai.agencies.signin.urls")),
    path("display/", include("gongkai.ui.display_urls")),
    path("desk/", include("gongkai.ui.urls")),
    path("desk/agencies/", include("gongkai.agencies.urls")),
    path("desk/notices/", include("gongkai.notifications.urls")),
    path("desk/applications/", include("gongkai.applications.urls")),
    path("desk/items/", include("gongkai.disclosure.urls")),
    path("desk/channels/", include("gongkai.disclosure.channels.urls")),
    path("desk/tokens/", include("gongkai.api.tokens.urls")),
    path("desk/webhooks/", include("gongkai.api.webhooks.urls")),
    path("desk/letters/", include("gongkai.feedback.urls")),
    path("desk/remedies/", include("gongkai.remedies.urls")),
    path("desk/duties/", include("gongkai.duties.urls")),
    path("desk/leading/", include("gongkai.duties.leading.urls")),
    path("desk/training/", include("gongkai.duties.training.urls")),
    path("desk/assessment/", include("gongkai.duties.assessment.urls")),
    path("desk/motions/", include("gongkai.duties.motions.urls")),
    path("desk/rectification/", include("gongkai.duties.rectification.urls")),
    path("desk/archives/", include("gongkai.archives.urls")),
    path("desk/filings/", include("gongkai.filings.urls")),
    path("desk/dashboards/", include("gongkai.dashboards.urls")),
    path("desk/attachments/", include("gongkai.attachments.urls")),
    path("desk/status/", status.status, name="status"),
    path(v1.PREFIX, v1.urls()),
    path("developers/", include("gongkai.api.urls")),
    path("health/live", health.live, name="health-live"),
    path("health/ready", health.ready, name="health-ready"),
    path("metrics", metrics.metrics, name="metrics"),
]

handler400 = "gongkai.ui.errors.bad_request"
handler403 = "gongkai.ui.errors.forbidden"
handler404 = "gongkai.ui.errors.not_found"
handler500 = "gongkai.config.troubles.server_error"
