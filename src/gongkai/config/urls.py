"""The addresses of the site: the portal at the root, the desk (工作台) under desk/."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("gongkai.portal.urls")),
    path("display/", include("gongkai.ui.display_urls")),
    path("desk/", include("gongkai.ui.urls")),
    path("desk/agencies/", include("gongkai.agencies.urls")),
]

handler400 = "gongkai.ui.errors.bad_request"
handler403 = "gongkai.ui.errors.forbidden"
handler404 = "gongkai.ui.errors.not_found"
handler500 = "gongkai.ui.errors.server_error"
