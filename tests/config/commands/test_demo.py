import pytest
from tests.attachments.test_services import read

from gongkai.agencies import demo as county
from gongkai.attachments.models import Attachment
from gongkai.config.commands.demo import attach_report
from gongkai.journal.verifying import differences
from gongkai.report.reading import read_bytes


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
