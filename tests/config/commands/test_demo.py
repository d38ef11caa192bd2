import pytest
from tests.attachments.test_services import read
from tests.county import county as made_county
from tests.publishing import WORDS, begin, publish
from tests.reports import signed

from gongkai.agencies import demo as county
from gongkai.attachments.models import Attachment
from gongkai.config.commands.demo import attach_report, make_findable
from gongkai.journal.verifying import differences
from gongkai.opendata.models import Issue
from gongkai.report.reading import read_bytes
from gongkai.search.selectors import Query, find


@pytest.mark.once
@pytest.mark.django_db
def test_the_real_report_hangs_on_its_agency_once(settings, tmp_path):
    settings.ATTACHMENT_FILES = tmp_path / "files"
    county.load("a password of the demonstration", until=2026)
    for _ in range(2):
        attach_report()
    [attachment] = Attachment.objects.all()
    assert (attachment.agency.name, attachment.kind) == ("桓台县科技局", "docx")
    assert attachment.name == "桓台县科技局2020年政府信息公开工作年度报告.docx"
    report, odd = read_bytes(read(attachment), attachment.name)
    assert (report.agency, report.year, odd) == ("桓台县科技局", 2020, ())
    assert list(differences()) == []


@pytest.mark.once
@pytest.mark.django_db
def test_who_comes_first_finds_what_was_loaded(settings, tmp_path):
    settings.SEARCH_INDEX, settings.OPEN_DATA_FILES = tmp_path / "index", tmp_path / "open-data"
    made = made_county()
    publish(made, begin(made))
    signed(made.science)
    assert not find(Query.of({"q": "科技计划"})).ready
    make_findable()
    found = find(Query.of({"q": "科技计划"}))
    assert (found.ready, [hit.shown.title for hit in found.hits]) == (True, [WORDS["title"]])
    rows = {name: told.get("rows") for name, told in Issue.objects.get().files.items()}
    assert (rows["items"], rows["reports"]) == (1, 1)
