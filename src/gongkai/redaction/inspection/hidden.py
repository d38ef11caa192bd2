"""One thing that a file hides: of what kind, where, and what it says."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from gongkai.law.message import Message, Translate


class Hiding(Enum):
    """The kinds of places where something may be hidden."""

    COVERED_TEXT = Message("遮盖物下面的文字，仍可选取（伪遮盖）")
    COVERED_PICTURE = Message("图片的一部分被遮住或者裁去，仍在文件里")
    UNSEEN_TEXT = Message("看不见的文字")
    SEARCH_LAYER = Message("看不见的文字层（扫描件的识别文字）")
    NO_TEXT = Message("没有可以搜索的文字，须逐处看图标记")
    PICTURE = Message("图片，其中的文字搜索不到，须看图标记")
    UNAPPLIED_MARK = Message("没有生效的遮盖标记")
    COMMENT = Message("批注")
    FORM_FIELD = Message("表单域")
    LAYER = Message("图层")
    ATTACHMENT = Message("附件或者内嵌的对象")
    SCRIPT = Message("脚本或者宏")
    PROPERTY = Message("文档属性")
    OUTLINE = Message("书签")
    LINK = Message("链接")
    REPLACEMENT_TEXT = Message("替代文字")
    THUMBNAIL = Message("缩略图")
    PRIVATE_DATA = Message("软件自存的数据")
    REVISION = Message("以前保存的版本")
    TRACKED_CHANGE = Message("修订痕迹")
    HIDDEN_TEXT = Message("隐藏的文字")
    HIDDEN_SHEET = Message("隐藏的工作表或者幻灯片")
    HIDDEN_ROW = Message("隐藏的行")
    HIDDEN_COLUMN = Message("隐藏的列")
    PIVOT_CACHE = Message("透视表的缓存数据")
    EXTERNAL_LINK = Message("外部链接及其缓存")
    HEADER_FOOTER = Message("页眉页脚")

    @property
    def code(self) -> str:
        """Give the name that stays the same in every language."""
        return self.name.lower()


_LONGEST = 120


class Hidden(NamedTuple):
    """Something hidden: its kind, the page if it is on one, and what it says, cut to a length."""

    kind: Hiding
    page: int | None = None
    detail: str = ""

    def text(self, translate: Translate | None = None) -> str:
        """Give it in one line."""
        if self.page is None and not self.detail:
            return self.kind.value.text(translate)
        if self.page is None:
            return Message("{kind}：{detail}", kind=self.kind.value, detail=self.detail).text(translate)
        if not self.detail:
            return Message("第{page}页：{kind}", page=self.page, kind=self.kind.value).text(translate)
        message = Message("第{page}页：{kind}：{detail}", page=self.page, kind=self.kind.value, detail=self.detail)
        return message.text(translate)


def hidden(kind: Hiding, detail: object = "", page: int | None = None) -> Hidden:
    """Give something hidden, with what it says in one line and at a bearable length."""
    words = " ".join(str(detail).split())
    return Hidden(kind, page, words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…")
