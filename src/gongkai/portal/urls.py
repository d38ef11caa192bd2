"""The addresses of the public pages."""

from django.urls import path

from gongkai.portal import applying, catalogue, crawling, documents, feeds, mine, published, tracking, views

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("agencies/", views.agencies, name="agencies"),
    path("agencies/<int:key>/", views.agency, name="agency"),
    path("sections/<slug:name>/", views.section, name="section"),
    path("published/", published.published, name="published-all"),
    path("published/<slug:category>/", published.published, name="category-all"),
    path("reports/", published.reports, name="reports-all"),
    path("agencies/<int:key>/reports/", published.reports, name="reports"),
    path("agencies/<int:key>/published/", published.published, name="published"),
    path("agencies/<int:key>/published/<slug:category>/", published.published, name="category"),
    path("agencies/<int:key>/catalogue/", catalogue.catalogue, name="catalogue"),
    path("agencies/<int:key>/standard/", catalogue.standard, name="standard"),
    path("agencies/<int:key>/guide/", catalogue.guide, name="guide"),
    path("agencies/<int:key>/systems/", catalogue.systems, name="systems"),
    path("feed.<slug:form>", feeds.feed, name="feed"),
    path("published/<slug:category>/feed.<slug:form>", feeds.feed, name="feed"),
    path("agencies/<int:key>/feed.<slug:form>", feeds.feed, name="feed"),
    path("agencies/<int:key>/published/<slug:category>/feed.<slug:form>", feeds.feed, name="feed"),
    path("robots.txt", crawling.robots, name="robots"),
    path("sitemap.xml", crawling.sitemap, name="sitemap"),
    path("sitemap/pages.xml", crawling.pages, name="sitemap-pages"),
    path("sitemap/items-<int:part>.xml", crawling.items, name="sitemap-items"),
    path("items/<int:key>/", published.item, name="item"),
    path("items/<int:key>/document.<slug:form>", documents.document, name="item-document"),
    path("items/<int:key>/files/<int:attachment>/", published.file, name="item-file"),
    path("agencies/<int:key>/apply/", applying.apply, name="apply"),
    path("apply/", views.applying, name="applying"),
    path("apply/receipt/", applying.receipt, name="receipt"),
    path("mine/", mine.mine, name="mine"),
    path("mine/leave/", mine.leave, name="leave"),
    path("mine/<int:pk>/", mine.one, name="mine-one"),
    path("track/", tracking.track, name="track"),
    path("track/application/", tracking.tracked, name="tracked"),
    path("track/supplement/", tracking.supplement, name="supplement"),
    path("track/files/<int:pk>/", tracking.file, name="file"),
    path("track/letters/<slug:key>.pdf", tracking.letter, name="letter"),
    path("track/reasons/", tracking.reasons, name="reasons"),
    path("track/withdraw/", tracking.withdraw, name="withdraw"),
]
