"""The addresses of the public pages."""

from django.urls import path

from gongkai.filings.models import Scope
from gongkai.law.publication import ANNUAL_REPORT
from gongkai.portal import (
    applying,
    catalogue,
    crawling,
    documents,
    feeds,
    helping,
    mine,
    published,
    reports,
    searching,
    subscriptions,
    tracking,
    views,
    writing,
)

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("help/", views.help_page, name="help"),
    path("agencies/", views.agencies, name="agencies"),
    path("agencies/<int:key>/", views.agency, name="agency"),
    path("sections/<slug:name>/", views.section, name="section"),
    path("published/", published.published, name="published-all"),
    # What is of this category is shown with the reports that were compiled here.
    path(f"published/{ANNUAL_REPORT.code}/", reports.reports, name="reports-all"),
    path(f"agencies/<int:key>/published/{ANNUAL_REPORT.code}/", reports.reports, name="reports"),
    path("published/<slug:category>/", published.published, name="category-all"),
    path("reports/", reports.reports, name="reports-all"),
    path("agencies/<int:key>/reports/", reports.reports, name="reports"),
    *(
        path(f"reports/<int:key>/<int:year>/{within}{rest}", view, {"scope": scope}, name=name)
        for scope, within in ((Scope.UNIT, ""), (Scope.LEVEL, "level/"), (Scope.REGION, "region/"))
        for rest, view, name in (
            ("", reports.report, "report"),
            ("versions/<int:number>/", reports.report, "report"),
            ("versions/<int:number>/report.<slug:form>", reports.file, "report-file"),
        )
    ),
    path("agencies/<int:key>/published/", published.published, name="published"),
    path("agencies/<int:key>/published/<slug:category>/", published.published, name="category"),
    path("agencies/<int:key>/catalogue/", catalogue.catalogue, name="catalogue"),
    path("agencies/<int:key>/standard/", catalogue.standard, name="standard"),
    path("agencies/<int:key>/guide/", catalogue.guide, name="guide"),
    path("agencies/<int:key>/systems/", catalogue.systems, name="systems"),
    path("search/", searching.search, name="search"),
    path("search/suggestions/", searching.suggest, name="suggest"),
    path("search/feed.<slug:form>", searching.feed, name="search-feed"),
    path("feed.<slug:form>", feeds.feed, name="feed"),
    path("published/<slug:category>/feed.<slug:form>", feeds.feed, name="feed"),
    path("agencies/<int:key>/feed.<slug:form>", feeds.feed, name="feed"),
    path("agencies/<int:key>/published/<slug:category>/feed.<slug:form>", feeds.feed, name="feed"),
    path("robots.txt", crawling.robots, name="robots"),
    path("sitemap.xml", crawling.sitemap, name="sitemap"),
    path("sitemap/pages.xml", crawling.pages, name="sitemap-pages"),
    path("sitemap/items-<int:part>.xml", crawling.items, name="sitemap-items"),
    path("sitemap/reports-<int:part>.xml", crawling.reports, name="sitemap-reports"),
    path("subscribe/", subscriptions.subscribe, name="subscribe"),
    path("subscribe/confirm/", subscriptions.confirm, name="confirm-subscription"),
    path("subscribe/end/<str:token>/", subscriptions.end, name="end-subscription"),
    path("items/<int:key>/", published.item, name="item"),
    path("items/<int:key>/document.<slug:form>", documents.document, name="item-document"),
    path("items/<int:key>/helpful/", helping.helpful, name="helpful"),
    path("items/<int:key>/comment/", writing.comment, name="comment"),
    path("items/<int:key>/changes/<int:showing>/", published.change, name="change"),
    path("items/<int:key>/files/<int:attachment>/", published.file, name="item-file"),
    path("agencies/<int:key>/apply/", applying.apply, name="apply"),
    path("apply/", views.applying, name="applying"),
    path("apply/receipt/", applying.receipt, name="receipt"),
    path("agencies/<int:key>/write/<slug:kind>/", writing.write, name="write"),
    path("agencies/<int:key>/letters/", writing.letters, name="letters"),
    path("letters/receipt/", writing.receipt, name="letter-receipt"),
    path("letters/track/", writing.track, name="letter-track"),
    path("letters/track/letter/", writing.tracked, name="letter-tracked"),
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
