"""Pictures of a body: kept as attachments of the item, described, and shown with the text that was reviewed."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from tests.casework import actor
from tests.county import County, county
from tests.pictures import png
from tests.publishing import WORDS, begin, publish

from gongkai.attachments.kinds import FileRefused
from gongkai.attachments.models import Attachment
from gongkai.attachments.services import remove
from gongkai.attachments.storing import Draft
from gongkai.disclosure import services
from gongkai.disclosure.content import bare_tables, cleaned, images_in
from gongkai.disclosure.models import Item
from gongkai.law.errors import NotAllowed


@pytest.fixture
def made(db: None, settings: Any, tmp_path: Path) -> County:
    settings.ATTACHMENT_FILES = tmp_path / "files"
    return county("handler", "reviewer", "secrecy_reviewer", "leader", "publisher", "administrator")


def pasted(alt: str, content: bytes = png()) -> str:
    return f'<p>位置图：<img alt="{alt}" src="data:image/png;base64,{base64.b64encode(content).decode()}"></p>'


def revise(county: County, item: Item, body: str) -> Item:
    return services.revise(item, by=actor(county), **{**WORDS, "body": body})


def test_a_pasted_picture_is_an_attachment_and_needs_words(made: County) -> None:
    item = begin(made, body=pasted(""))
    picture = Attachment.objects.get()
    assert (picture.name, item.text.files) == ("正文图片1.png", [picture.pk])
    assert item.text.body == f'<p>位置图：<img alt="" src="attachment:{picture.pk}"></p>'
    with pytest.raises(NotAllowed, match="1张图片没有替代文字"):
        services.submit(item, by=actor(made))
    item = revise(made, item, item.text.body.replace('alt=""', 'alt="办公楼在建设街北侧"'))
    assert services.submit(item, by=actor(made)).stage == "reviewing"


def test_everybody_sees_the_pictures_of_the_text_that_is_shown_and_no_other(made: County) -> None:
    item = publish(made, begin(made, body=pasted("第一张")))
    first = Attachment.objects.get()
    item = revise(made, item, pasted("第二张", png(2)))
    second = Attachment.objects.exclude(pk=first.pk).get()
    client, address = Client(), [reverse("portal:item-file", args=[item.pk, each.pk]) for each in (first, second)]
    page = client.get(reverse("portal:item", args=[item.pk]))
    assert (address[0] in page.text, address[1] in page.text, page.context["files"]) == (True, False, [])
    assert [client.head(each).status_code for each in address] == [200, 404]
    publish(made, item)
    assert [client.head(each).status_code for each in address] == [404, 200]


def test_a_picture_that_no_text_shows_is_not_published_with_it(made: County) -> None:
    item = begin(made, body=pasted("多余的"))
    item = revise(made, item, "<p>没有图。</p>")
    assert (Attachment.objects.count(), item.text.files) == (1, [])
    services.submit(item, by=actor(made))


def test_a_picture_handed_in_while_its_text_is_saved_is_kept_once(made: County) -> None:
    item = begin(made, body=pasted("位置图"))
    with Draft() as draft:
        draft.write(png())
        late = services.add_picture(item, draft, "位置图.png", by=actor(made))
    item = revise(made, item, pasted("位置图"))
    assert (Attachment.objects.get(), item.text.files) == (late, [late.pk])
    begin(made, body=pasted("位置图"))
    assert Attachment.objects.count() == 2


def test_a_body_shows_pictures_of_its_own_item_alone(made: County) -> None:
    other = begin(made, body=pasted("别处的"))
    item = begin(made)
    for body in (other.text.body, '<img src="attachment:999999" alt="没有">'):
        with pytest.raises(ValidationError, match="不是这条信息的附件"):
            revise(made, item, body)
    remove(Attachment.objects.get(), by=actor(made))
    with pytest.raises(NotAllowed, match="附件在送审以后"):
        services.submit(other, by=actor(made))


def test_what_is_no_picture_is_refused_with_the_whole_text(made: County) -> None:
    for body in (pasted("动图").replace("image/png", "image/gif"), '<img src="data:image/png;base64,">'):
        with pytest.raises(ValidationError, match="只能是PNG"):
            begin(made, body=body)
    with pytest.raises(FileRefused, match="内容却不是"):
        begin(made, body=pasted("文字", b"abc"))
    assert not Attachment.objects.exists()


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ('<p class="align-right mso" style="color:red">右</p>', '<p class="align-right">右</p>'),
        ('<img src="https://a.cn/1.png" alt="外来">图', "图"),
        ('<img src="attachment:3" alt="a > b" onerror="x" width="40%" height="30">',
         '<img src="attachment:3" alt="a &gt; b" height="30">'),
        ('<a href="attachment:3">链</a>', '<a rel="noopener noreferrer nofollow">链</a>'),
    ],
)  # fmt: skip
def test_cleaning_lets_through_what_a_document_needs(written: str, kept: str) -> None:
    assert (cleaned(written), cleaned(kept)) == (kept, kept)


def test_pictures_and_tables_of_a_body_are_known() -> None:
    body = cleaned('<img alt="甲&quot; src=&quot;attachment:9" src="attachment:12"><table><tr><th>a</th></tr></table>')
    assert [tuple(each) for each in images_in(body)] == [(12, '甲" src="attachment:9')]
    assert bare_tables(body) == 1
