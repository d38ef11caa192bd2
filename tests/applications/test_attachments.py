"""What goes with a reply: whole, in part, withheld."""

import pytest
from tests.casework import GRANTED, actor, apply
from tests.county import county

from gongkai.applications import services
from gongkai.applications.models import ReplyAttachment

Treatment = ReplyAttachment.Treatment


@pytest.fixture
def reply(db):
    made = county()
    return services.draft(apply(made), parts=[GRANTED], by=actor(made))


def test_its_grounds_are_said_with_their_articles(reply):
    given = [["DENY_4", 3, [1, 2]], ["按原机关的意见", 1, [2]]]
    ReplyAttachment.objects.create(reply=reply, title="名单", treatment=Treatment.REDACTED, grounds=given)
    kept = ReplyAttachment.objects.get()
    assert [ground.text() for ground in kept.ground_list] == [
        "保护第三方合法权益：3处（第1、2页），依据：条例第15条、条例第32条、条例第36条第3项",
        "按原机关的意见：1处（第2页）",
    ]


@pytest.mark.parametrize(("treatment", "ready"), [("whole", False), ("redacted", False), ("withheld", True)])
def test_what_is_given_needs_its_file(reply, treatment, ready):
    assert ReplyAttachment(reply=reply, title="名单", treatment=treatment).is_ready is ready
