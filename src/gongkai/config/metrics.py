"""What Prometheus may read of the site: requests by route, how long they took, the queue, the database.

Counters are kept in files that the processes of `gongkai serve` share (PROMETHEUS_MULTIPROC_DIR, which it sets). A
label is never what somebody typed: a request is counted under its route, which there are only so many of.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from hmac import compare_digest
from ipaddress import ip_address

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import REGISTRY, Collector

REQUESTS = Counter("gongkai_requests", "Requests answered.", ["method", "route", "status"])
SECONDS = Histogram(
    "gongkai_request_seconds",
    "Time to answer a request.",
    ["route"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
)
REFUSED_BY_DATABASE = Counter("gongkai_database_troubles", "Requests that the database could not serve.", ["kind"])

_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class _Queue(Collector):
    """What waits in the queue, and the last backup, asked of the database when somebody reads."""

    def collect(self) -> Iterable[Metric]:
        """Give the tasks by status, the last backup, and whether the database answered."""
        from django_tasks_db.models import DBTaskResult

        up = GaugeMetricFamily("gongkai_database_up", "Whether the database answers.")
        tasks = GaugeMetricFamily("gongkai_tasks", "Tasks by status.", labels=["status"])
        from gongkai.config.models import Backup

        backup = GaugeMetricFamily("gongkai_backup_timestamp_seconds", "When the last backup was made.")
        size = GaugeMetricFamily("gongkai_backup_bytes", "How large the last backup is.")
        try:
            last = Backup.objects.order_by("-made_at", "-pk").first()
            counts = DBTaskResult.objects.order_by().values_list("status").annotate(Count("pk"))
            for status, count in counts:
                tasks.add_metric([status.lower()], count)
            if last is not None:
                backup.add_metric([], last.made_at.timestamp())
                size.add_metric([], last.bytes)
        except DatabaseError:
            up.add_metric([], 0)
        else:
            up.add_metric([], 1)
        yield up
        yield tasks
        yield backup
        yield size


def count(request: HttpRequest, status: int, seconds: float) -> None:
    """Count a request that was answered."""
    match = request.resolver_match
    route = (match.view_name or match.route) if match else "-"
    method = request.method if request.method in _METHODS else "-"
    REQUESTS.labels(method, route, status).inc()
    SECONDS.labels(route).observe(seconds)


def may_read(request: HttpRequest) -> bool:
    """Say whether a request shows the token, or where none is set comes from this machine and through no proxy."""
    if settings.METRICS_TOKEN:
        shown = request.headers.get("Authorization", "").removeprefix("Bearer ")
        return compare_digest(shown.encode(), settings.METRICS_TOKEN.encode())
    address = getattr(request, "actor_address", "")
    return bool(address) and ip_address(address).is_loopback and not getattr(request, "forwarded", False)


def _registries() -> Iterator[CollectorRegistry]:
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        shared = CollectorRegistry()
        MultiProcessCollector(shared)
        yield shared
    else:
        yield REGISTRY
    here = CollectorRegistry()
    here.register(_Queue())
    yield here


@login_not_required
@require_GET
def metrics(request: HttpRequest) -> HttpResponse:
    """Give the metrics; to whoever may not read them there are none."""
    if not may_read(request):
        raise Http404
    body = b"".join(generate_latest(registry) for registry in _registries())
    return HttpResponse(body, content_type=CONTENT_TYPE_LATEST, headers={"Cache-Control": "no-store"})
