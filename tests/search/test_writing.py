"""Nothing is lost and nothing comes twice, whatever ends the writer and wherever; the index says what is public."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.casework import actor
from tests.county import County, county
from tests.publishing import begin, publish

from gongkai.agencies import services as agencies
from gongkai.disclosure import services
from gongkai.journal.actor import SYSTEM
from gongkai.law.errors import NotAllowed
from gongkai.search import index, writing
from gongkai.search.finding import find
from gongkai.search.models import Change
from gongkai.search.query import Query
from gongkai.search.verifying import differences, mend
from gongkai.search.writing import Writer, locked, rebuild

pytestmark = pytest.mark.django_db

Catch = Callable[[], int]


@pytest.fixture(scope="module")
def made(kept: None) -> County:
    return county("handler", "reviewer", "secrecy_reviewer", "leader", "publisher", "administrator")


class Killed(BaseException):
    """What ends the writer in the middle of its work."""


def found(words: str) -> list[str]:
    return [hit.shown.title for hit in find(Query.of({"q": words})).hits]


def held() -> list[str]:
    """Give what the index holds, whatever the database says."""
    searcher = index.searcher()
    assert searcher is not None
    return sorted(key for key, _digest in index.stored(searcher) if key.startswith("item:"))


def test_what_is_published_is_found_once_written_and_gone_once_withdrawn(made: County, index_now: Catch) -> None:
    item = publish(made, begin(made, title="渔业资源调查公告"))
    assert found("渔业资源") == []
    assert index_now() > 0
    assert (found("渔业资源"), Change.objects.count()) == (["渔业资源调查公告"], 0)
    services.withdraw(item, note="有误", by=actor(made, "publisher"))
    assert (found("渔业资源"), held()) == ([], [f"item:{item.pk}"])
    index_now()
    assert held() == []


def test_a_text_that_was_corrected_is_found_by_its_new_words_alone(made: County, index_now: Catch) -> None:
    item = publish(made, begin(made, title="渔业资源调查公告"))
    index_now()
    item = services.revise(item, by=actor(made), **{**_words(item), "title": "林业资源调查公告"})
    assert found("渔业资源") == ["渔业资源调查公告"]  # what is shown stays
    publish(made, item)
    assert found("渔业资源") == found("林业资源") == []
    index_now()
    assert (found("渔业资源"), found("林业资源")) == ([], ["林业资源调查公告"])


def test_an_act_that_came_to_nothing_leaves_nothing_in_the_outbox(made: County, index_now: Catch) -> None:
    item = begin(made)
    with pytest.raises(NotAllowed):
        services.publish(item, by=actor(made, "publisher"))
    assert Change.objects.count() == 0


@pytest.mark.parametrize(("where", "name"), [(index, "document_of"), (writing, "_leave_outbox")])
def test_a_writer_that_is_killed_loses_and_doubles_nothing(
    made: County, index_now: Catch, monkeypatch: pytest.MonkeyPatch, where: Any, name: str
) -> None:
    """Before the index is committed, and between that and the outbox."""
    item = publish(made, begin(made, title="渔业资源调查公告"))

    def killed(*_: Any, **__: Any) -> None:
        raise Killed

    with monkeypatch.context() as patched, Writer() as writer:
        patched.setattr(where, name, killed)
        with pytest.raises(Killed):
            writer.catch_up()
    assert Change.objects.count() > 0
    index_now()
    assert (found("渔业资源"), held(), Change.objects.count()) == (["渔业资源调查公告"], [f"item:{item.pk}"], 0)
    assert list(differences()) == []


def test_what_changes_during_a_rebuild_is_in_the_new_index(
    made: County, index_now: Catch, monkeypatch: pytest.MonkeyPatch
) -> None:
    early = publish(made, begin(made, title="渔业资源调查公告"))
    everything = writing.everything

    def meanwhile() -> Any:
        yield from everything()
        services.withdraw(early, note="有误", by=actor(made, "publisher"))
        publish(made, begin(made, title="林业资源调查公告"))
        index_now()  # the writer goes on in the old index, and lets nothing leave the outbox
        assert found("林业资源") == ["林业资源调查公告"]
        assert Change.objects.filter(written=True).exists()

    monkeypatch.setattr(writing, "everything", meanwhile)
    before = index.current()
    rebuild()
    monkeypatch.undo()
    assert index.current() != before
    assert (found("渔业资源"), found("林业资源")) == ([], ["林业资源调查公告"])
    assert (Change.objects.count(), list(differences())) == (0, [])


def test_a_rebuild_that_was_killed_leaves_the_index_as_it_was(
    made: County, index_now: Catch, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(made, begin(made, title="渔业资源调查公告"))
    index_now()

    def killed(made: Any) -> None:
        raise Killed

    before = index.current()
    monkeypatch.setattr(index, "use", killed)
    with pytest.raises(Killed):
        rebuild()
    monkeypatch.undo()
    assert (index.current(), found("渔业资源")) == (before, ["渔业资源调查公告"])
    rebuild()
    assert found("渔业资源") == ["渔业资源调查公告"]
    folders = [each for each in index.folder().iterdir() if each.is_dir()]
    assert len(folders) == 2  # the new one, and the one it replaced, which others may still read


def test_one_rebuilds_and_one_writes_at_a_time(made: County, index_now: Catch) -> None:
    with locked("rebuild"):
        assert rebuild() is None
    with locked("writer"), locked("writer", wait=False) as second:
        assert not second


def test_verifying_names_what_differs_and_mending_writes_it_anew(made: County, index_now: Catch) -> None:
    lost, changed, left = (publish(made, begin(made, title=f"{each}资源公告")) for each in ("渔业", "林业", "水利"))
    with Writer() as writer:
        writer.catch_up()
    where = index.current()
    assert where is not None
    type(changed).objects.filter(pk=changed.pk).update(category="A11")
    type(left).objects.filter(pk=left.pk).update(shown=None)
    taken_out = index.open_index(where).writer(15_000_000, 1)
    taken_out.delete_documents_by_term("key", f"item:{lost.pk}")
    taken_out.commit()
    taken_out.wait_merging_threads()
    differ = list(differences())
    assert [each.ref.key for each in differ] == [lost.pk, changed.pk, left.pk]
    assert [str(each.what).partition("：")[2] for each in differ] == [
        "已公开，索引里没有。", "与索引里的不同。", "索引里有，但没有公开。"
    ]  # fmt: skip
    mend(differ)
    index_now()
    assert list(differences()) == []


def test_an_agency_is_found_as_it_is_called_now(made: County, index_now: Catch) -> None:
    agencies.edit_agency(made.science, {"short_name": "科创中心"}, by=SYSTEM)
    index_now()
    assert found("科创中心") == ["桓台县科技局"]


def test_without_an_index_the_answer_says_so(made: County, tmp_path: Any, settings: Any) -> None:
    settings.SEARCH_INDEX = tmp_path / "none"
    assert not find(Query.of({"q": "通知"})).ready
    with Writer() as writer:
        writer.catch_up()
    assert find(Query.of({"q": "通知"})).ready


def _words(item: Any) -> dict[str, Any]:
    from tests.publishing import WORDS

    return {name: getattr(item.text, name) for name in WORDS}
