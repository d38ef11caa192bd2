"""The search over very many items that were made up, against the bare index; how soon what is published is found.

The items are made once, with their index, and kept in `out/`; `BENCH_ITEMS` says how many, a million by default.
"""

from __future__ import annotations

import os
import random
import shutil
import tomllib
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate, islice
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, sleep
from typing import Any

ITEMS = int(os.environ.get("BENCH_ITEMS", "1000000"))
SEED = 711
AGENCIES = 60
QUESTIONS = 300
PUBLISHED = 15
_BATCH = 5000
_SOURCE = Path(__file__).with_name("words.toml")

_MADE_OF = {name: text.split() for name, text in tomllib.loads(_SOURCE.read_text(encoding="utf-8")).items()}
_PLACES, _DEPARTMENTS, _ACTS, _SUBJECTS, _WORDS = _MADE_OF.values()


def prepared() -> None:
    """Have Django work on the items and their index, made now unless they were before."""
    folder = Path(__file__).parent.parent / "out" / f"bench-search-{ITEMS}"
    os.environ["GONGKAI_DATA"] = str(folder)
    os.environ.pop("GONGKAI_DATABASE_URL", None)
    os.environ["DJANGO_SETTINGS_MODULE"] = "gongkai.config.settings"
    whole = folder / "whole"
    if not whole.exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)

    import django
    from django.core.management import call_command

    django.setup()
    if not whole.exists():
        call_command("migrate", verbosity=0)
        _make_items()
        from gongkai.search.writing import rebuild

        rebuild()
        whole.touch()


def asked() -> tuple[list[float], list[float]]:
    """Give how long questions take: answered with counts and passages, and put to the bare index."""
    from gongkai.search import index, matching
    from gongkai.search.finding import find
    from gongkai.search.query import Query

    def ours(words: str) -> object:
        return find(Query.of({"q": words}))

    def bare(words: str) -> object:
        """Ask the index alone: what has all of the words, the likest of it."""
        searcher, wanted = index.searcher(), matching.question(words)
        assert searcher is not None
        assert wanted is not None
        return [searcher.doc(address) for _score, address in searcher.search(wanted, 10).hits]

    took: tuple[list[float], list[float]] = ([], [])
    for words in questions():
        for each, times in ((ours, took[0]), (bare, took[1])):
            times.append(_seconds(each, words))
    return took


def published() -> float:
    """Give the median time from the commit of a publication until it is found, the writer being at work."""
    from django.db import transaction

    from gongkai.disclosure.models import Item
    from gongkai.search import outbox
    from gongkai.search.finding import find
    from gongkai.search.query import Query
    from gongkai.search.writing import Indexing

    first = (Item.objects.order_by("-pk").values_list("pk", flat=True).first() or 0) + 1
    took = []
    with Indexing():
        sleep(1)
        for number, made in enumerate(islice(_rows(random.Random(SEED + first), first), PUBLISHED)):
            mark = f"试{first + number}号验收"
            made[1].title = f"关于{mark}的公告"
            with transaction.atomic():
                for row in made:
                    row.save(force_insert=True)
                outbox.note("item", [made[0].pk])
            begun = perf_counter()
            while not find(Query.of({"q": mark})).hits:
                sleep(0.01)
            took.append(perf_counter() - begun)
    return median(took)


def questions() -> list[str]:
    """Give what is asked: subjects, words that often and seldom stand in texts, with places and years, numbers."""
    rng = random.Random(SEED)
    ways: tuple[Callable[[], str], ...] = (
        lambda: rng.choice(_SUBJECTS),
        lambda: f"{rng.choice(_PLACES)}{rng.choice(_SUBJECTS)}{rng.choice(_ACTS)}",
        lambda: f"{_word(rng)} {_word(rng)}",
        lambda: f"{rng.randint(2012, 2026)}年{rng.choice(_SUBJECTS)}",
        lambda: f"{rng.choice(_PLACES)}{rng.choice(_DEPARTMENTS)} {_word(rng)}",
        lambda: f"{rng.choice(_PLACES)}发〔{rng.randint(2012, 2026)}〕{rng.randint(1, 400)}号",
    )
    return [ways[number % len(ways)]() for number in range(QUESTIONS)]


def p95(times: list[float]) -> float:
    """Give the time within which nineteen of twenty are done."""
    return quantiles(times, n=20)[-1]


def _seconds(work: Callable[[str], object], words: str) -> float:
    begun = perf_counter()
    work(words)
    return perf_counter() - begun


_FALLING = list(accumulate(1 / place for place in range(1, len(_WORDS) + 1)))


def _word(rng: random.Random) -> str:
    found: str = rng.choices(_WORDS, cum_weights=_FALLING)[0]
    return found


def _make_items() -> None:
    from django.db import connection, transaction

    from gongkai.agencies.models import Agency, Region

    region = Region.objects.create(code="370321", name="清源县", level="county")
    top = Agency.objects.create(name="清源县人民政府", kind="government", region=region)
    for number in range(AGENCIES - 1):
        name = f"{_PLACES[number // len(_DEPARTMENTS)]}{_DEPARTMENTS[number % len(_DEPARTMENTS)]}"
        Agency.objects.create(name=name, kind="department", region=region, parent=top)
    rows = _rows(random.Random(SEED), 1)
    for _batch in range(-(-ITEMS // _BATCH)):
        made = list(islice(rows, _BATCH))
        with transaction.atomic():
            for model in range(3):
                type(made[0][model]).objects.bulk_create([each[model] for each in made], batch_size=_BATCH)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _rows(rng: random.Random, first: int) -> Iterator[tuple[Any, Any, Any]]:
    """Go through items without end, each with its text and since when it is shown."""
    from gongkai.disclosure.models import Item, Showing, Text
    from gongkai.law.publication import CATEGORIES

    start = datetime(2012, 1, 1, tzinfo=UTC)
    key = first - 1
    while True:
        key += 1
        year, place, subject = rng.randint(2012, 2026), rng.choice(_PLACES), rng.choice(_SUBJECTS)
        day = date(year, 1, 1) + timedelta(days=rng.randrange(365))
        body = "".join(
            "".join(rng.choices(_WORDS, cum_weights=_FALLING, k=10)) + "。" for _ in range(rng.randint(2, 5))
        )
        category = rng.choice(CATEGORIES[:15]).code
        item = Item(
            pk=key, agency_id=rng.randint(1, AGENCIES), index=f"BENCH/{year}-{key:07d}", category=category, due_on=day,
            stage="settled", text_id=key, shown_id=key, shown_on=day,
        )  # fmt: skip
        text = Text(
            pk=key, item_id=key, number=1, category=category, formed_on=day, produced_on=day, digest="", at=start,
            title=f"{place}县{rng.choice(_DEPARTMENTS)}关于{year}年{subject}的{rng.choice(_ACTS)}",
            summary=f"{subject}：{_word(rng)}{_word(rng)}", body=f"<p>{body}</p>", issuers=f"{place}县人民政府",
            document_number=f"{place}发〔{year}〕{rng.randint(1, 400)}号" if rng.random() < 0.6 else "",
            validity=rng.choice(("", "in_force", "repealed")), subject="综合政务",
        )  # fmt: skip
        yield item, text, Showing(pk=key, item_id=key, text_id=key, since=start + timedelta(seconds=key * 60))
