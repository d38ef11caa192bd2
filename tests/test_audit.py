"""What is pinned is held against known weaknesses, with a network and without."""

import json

from packaging.specifiers import SpecifierSet
from tools import audit
from tools.audit import Advisory, advisories, offline, online, pins

PINNED = pins(audit.PINS.read_text(encoding="utf-8"))
WEAK = Advisory("CVE-1", "django", ">=5,<6", "SQL injection")


def test_no_pin_has_a_weakness_of_the_list():
    assert offline(PINNED, advisories()) == []


def test_the_list_is_of_what_is_pinned_and_can_be_read():
    known = advisories()
    assert len(known) > 20
    assert len({(each.id, each.package) for each in known}) == len(known)
    assert {each.package for each in known} <= set(PINNED)
    assert all(SpecifierSet(each.affected) and each.about for each in known)


def test_a_pin_that_is_affected_is_told_unless_that_was_answered():
    assert offline({"django": "5.2.1"}, [WEAK]) == ["django 5.2.1: CVE-1, SQL injection"]
    assert offline({"django": "6.0"}, [WEAK]) == []
    assert offline({"django": "5.2.1"}, [WEAK._replace(answer="not on this database")]) == []


def test_what_the_service_tells_counts_and_what_it_leaves_out_is_no_answer():
    told = {
        "name": "Django",
        "version": "5.2.1",
        "vulns": [{"id": "PYSEC-1", "aliases": ["CVE-1"], "description": "x"}],
    }
    pinned = {"django": "5.2.1"}
    assert online(json.dumps({"dependencies": [told]}), pinned, []) == ["Django 5.2.1: PYSEC-1, x"]
    assert online(json.dumps({"dependencies": [told]}), pinned, [WEAK._replace(answer="no")]) == []
    skipped = {"name": "django", "skip_reason": "not found"}
    assert online(json.dumps({"dependencies": [skipped]}), pinned, []) is None
    assert online("", pinned, []) is None


def test_it_ends_with_one_where_there_is_a_weakness(monkeypatch, capsys):
    assert audit.main(["--offline"]) == 0
    monkeypatch.setattr(audit, "advisories", lambda: (WEAK,))
    assert audit.main(["--offline"]) == 1
    assert "CVE-1" in capsys.readouterr().out
