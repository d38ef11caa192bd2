"""The addresses of the site: the portal at the root, the desk (工作台) under desk/."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("gongkai.portal.urls")),
    path("desk/", include("gongkai.ui.urls")),
    path("desk/agencies/", include("gongkai.agencies.urls")),
]
