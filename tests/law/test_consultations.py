import tomllib
from pathlib import Path

import pytest

from gongkai.law.clock import Party, Silence

CASES = tomllib.loads((Path(__file__).parent / "cases" / "consultations.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_silence_means_what_the_article_says_of_the_party(case):
    silence = Silence[case["silence"]] if "silence" in case else None
    assert Party[case["party"]].silence is silence


def test_every_party_has_a_case():
    assert {case["party"] for case in CASES} == {party.name for party in Party}
