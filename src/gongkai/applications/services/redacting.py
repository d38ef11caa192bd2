"""Giving a record in part (区分处理, 条例第37条): prepared, searched, marked, made anew, looked through, given.

Opening a file takes a while, and is done in the background by a child process with limits: each such step is a service
that says what is to be done and a function that does it, which may be done twice. Marks are refused on a version that
is not the latest. Nothing of the original is written anywhere but sealed.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from gongkai.applications import acts, marking, tasks
from gongkai.applications.lifecycle import Stage, refusal
from gongkai.applications.marking import Spot, spots
from gongkai.applications.models import Redaction, ReplyAttachment
from gongkai.applications.services.acting import changed, happen, made, take_up
from gongkai.attachments import scanning
from gongkai.attachments import services as attachments
from gongkai.attachments.models import Attachment
from gongkai.attachments.models import State as Scanned
from gongkai.attachments.rules import may_be_given_out
from gongkai.attachments.storing import Draft, open_place
from gongkai.journal.actor import SYSTEM, Actor
from gongkai.journal.models import Entry
from gongkai.journal.services import hold, note, record, type_of
from gongkai.law.citation import cite
from gongkai.law.errors import GongkaiError, NotAllowed
from gongkai.law.message import Message
from gongkai.redaction.boxes import Box
from gongkai.redaction.marks import Mark, require_grounds
from gongkai.ui.background import later
from gongkai.ui.language import said

if TYPE_CHECKING:
    from gongkai.redaction.opening import Document

_log = logging.getLogger(__name__)
_LARGEST = 2**30
"""Bytes of a file that we write ourselves: pages made pictures are larger than what was handed in."""
_SMALLEST = 2.0
"""Points on each side of an area, less than which is a slip of the hand."""
LISTED = 0
"""In the place of a page: the list of what was found in a record and what it hides."""
SEEN_ONCE_IN = timedelta(minutes=10)
"""Who looks at the same page again within this time is on record once."""

State = Redaction.State


# ── What is to be done ───────────────────────────────────────────────────────


@transaction.atomic
def begin(enclosure: ReplyAttachment, original: Attachment, *, by: Actor) -> Redaction:
    """Begin the work on a record: it is turned into pages and searched in the background."""
    row = Redaction(enclosure=enclosure, original=original)
    work: Redaction = made(row, acts.REDACTION_BEGUN, by=by, leave_out=("enclosure",))
    later(tasks.prepare, work.pk)
    return work


@transaction.atomic
def search(work: Redaction, *, words: Iterable[str], by: Actor) -> Redaction:
    """Have words searched for, such as the names of those concerned; what is found is added to what was."""
    held = _held(work)
    _require(held, State.READY)
    held.sought = list(dict.fromkeys(word.strip() for word in words if word.strip()))
    if not held.sought:
        raise NotAllowed("words-missing", Message("没有写要查找的字词。"), hint=Message("每行写一个姓名或者字词。"))
    held.state, held.told = State.SEARCHING, ""
    held.save(update_fields=["sought", "state", "told"])
    record(held, acts.RECORD_SEARCHED, by=by, words=len(held.sought))
    later(tasks.search, held.pk)
    return held


@transaction.atomic
def mark(work: Redaction, new: Collection[Spot], *, ground: str, by: Actor, seen: int | None = None) -> Redaction:
    """Mark what is to be taken out, on a ground: what was found, lines, or areas that were drawn."""
    held = _to_mark(work, seen)
    if not new:
        raise NotAllowed(
            "marks-missing",
            Message("没有选要遮去的内容。"),
            hint=Message("请在图上画框，或者勾选找到的内容、要遮去的行。"),
            citation=cite("条例第37条"),
        )
    there = spots(held.marks)
    number = max((each.number for each in there), default=0)
    within = [_within(held, each) for each in new]
    there += [each._replace(number=number + nth, ground=ground) for nth, each in enumerate(within, start=1)]
    require_grounds(each for spot in there for each in spot.marks())
    if len(there) > marking.MOST:
        raise NotAllowed(
            "marks-too-many",
            Message("一份信息最多标记{most}处。", most=marking.MOST),
            hint=Message("请拆分成几份，或者整行、整块地标记。"),
        )
    return _marked(held, there, by=by)


@transaction.atomic
def unmark(work: Redaction, numbers: Collection[int], *, by: Actor, seen: int | None = None) -> Redaction:
    """Remove marks: what was under them is given then."""
    held = _to_mark(work, seen)
    left = [each for each in spots(held.marks) if each.number not in numbers]
    return held if len(left) == len(held.marks) else _marked(held, left, by=by)


@transaction.atomic
def make(work: Redaction, *, by: Actor, seen: int | None = None) -> Redaction:
    """Have the new file made, without what is marked; nothing is given by that."""
    held = _to_mark(work, seen)
    _require(held, State.READY)
    if held.is_current:
        raise NotAllowed(
            "made-already",
            Message("遮去后的文件就是按现在的标记生成的。"),
            hint=Message("请逐页看过，随答复提供。"),
            citation=cite("条例第37条"),
        )
    if not held.marks:
        raise NotAllowed(
            "nothing-marked",
            Message("还没有标记要遮去的内容。"),
            hint=Message("没有要遮去的，请全部提供。"),
            citation=cite("条例第37条"),
        )
    held.state, held.told = State.MAKING, ""
    held.save(update_fields=["state", "told"])
    record(held, acts.RECORD_REDACTED, by=by)
    later(tasks.make, held.pk, by.officer.pk if by.officer else None, by.post.pk if by.post else None)
    return held


@transaction.atomic
def give(work: Redaction, *, by: Actor, seen: int | None = None) -> ReplyAttachment:
    """Let the new file go with the reply, and its grounds into the letter (条例第37条)."""
    case = take_up(work.enclosure.reply.application, acts.ENCLOSED_IN_PART, seen=None)
    held = _to_mark(work, seen)
    if held.enclosure.treatment != ReplyAttachment.Treatment.REDACTED or not held.is_current:
        raise NotAllowed(
            "made-of-other-marks",
            Message("遮去后的文件还没有生成，或者不是按现在的标记生成的。"),
            hint=Message("请重新生成，逐页看过再提供。"),
            citation=cite("条例第37条"),
        )
    values = {"file": held.made, "grounds": marking.grounds(spots(held.marks))}
    given: ReplyAttachment = changed(held.enclosure, acts.ENCLOSED_IN_PART, by=by, **values)
    happen(case, acts.ENCLOSED_IN_PART, by=by)
    return given


def note_seen(work: Redaction, page: int, *, by: Actor) -> None:
    """Record that somebody is shown a page of the original, or the list; call it before they are (个保法第51条)."""
    lately = Entry.objects.filter(
        object_type=type_of(work), object_id=work.pk, act=acts.RECORD_SEEN.code, officer=by.officer
    ).filter(at__gte=timezone.now() - SEEN_ONCE_IN)
    if not any(entry.note.get("page") == page for entry in lately):
        with transaction.atomic():
            note(work, acts.RECORD_SEEN, by=by, page=page)


def _held(work: Redaction) -> Redaction:
    """Give the work as it is now, held with its case, whose reply is still being drafted."""
    case = hold(work.enclosure.reply.application)
    if refused := refusal(acts.MARKED, Stage(case.stage)):
        raise refused
    return hold(work)


def _to_mark(work: Redaction, seen: int | None) -> Redaction:
    held = _held(work)
    if seen is not None and held.version != seen:
        raise NotAllowed(
            "marked-meanwhile",
            Message("您打开之后，别人改过这份信息的标记。"),
            hint=Message("现在的标记已经显示；您选的还在，请看过再保存。"),
            citation=cite("条例第37条"),
        )
    if held.state == State.MAKING:
        raise _busy(held)
    _require(held, State.READY, State.SEARCHING)
    return held


def _require(held: Redaction, *states: str) -> None:
    if held.state not in states:
        raise _busy(held)


def _busy(held: Redaction) -> NotAllowed:
    return NotAllowed(
        "record-busy",
        Message("这份信息{state}，现在不能办理。", state=str(held.get_state_display())),
        hint=Message("请稍候刷新；无法处理的，请去掉后换一份。"),
    )


def _within(held: Redaction, spot: Spot) -> Spot:
    """Give what is to be marked cut to its page; refuse what is not on it."""
    width, height = held.sizes[spot.page - 1] if 1 <= spot.page <= held.pages else (0, 0)
    boxes = tuple(
        Box(max(0, box.left), max(0, box.top), min(width, box.right), min(height, box.bottom)) for box in spot.boxes
    )
    if not boxes or any(min(box.right - box.left, box.bottom - box.top) < _SMALLEST for box in boxes):
        raise NotAllowed(
            "mark-off-page",
            Message("第{page}页有一处标记不在页面上，或者太小。", page=spot.page),
            hint=Message("请核对页码和位置。"),
            citation=cite("条例第37条"),
        )
    return spot._replace(boxes=boxes)


def _marked(held: Redaction, there: list[Spot], *, by: Actor) -> Redaction:
    """Keep the marks; what was given under others is given no longer."""
    held.marks = marking.rows(there)
    held.version += 1
    held.save(update_fields=["marks", "version"])
    record(held, acts.MARKED, by=by)
    if held.enclosure.file_id is not None:
        changed(held.enclosure, acts.MARKED, by=by, file=None, grounds=[])
    return held


# ── What is done in the background ───────────────────────────────────────────


def prepare(key: int) -> bool:
    """Turn a record into pages, list what it hides, search it; say False when it still waits for its scan."""
    work = _waiting(key, State.PREPARING)
    if work is None:
        return True
    original: Any = work.original
    if not may_be_given_out(original):
        if scanning.is_on() and original.state == Scanned.WAITING:
            return False
        _refuse(work, State.REFUSED, Message("文件没有通过查毒。"))
        return True
    _done(work, State.REFUSED, _prepare)
    return True


def _prepare(work: Redaction) -> None:
    from gongkai.redaction import desk

    document = desk.prepare(_content(work.original))
    found = marking.added([], desk.find(document))
    with transaction.atomic():
        pdf = _kept(work, document.pdf, by=SYSTEM)
        said_instead = None if document.said is None else _kept(work, document.said, by=SYSTEM)
        held = hold(work)
        held.pdf, held.said, held.format, held.sizes = pdf, said_instead, document.format, document.sizes
        held.hidden, held.found = marking.hidden_rows(document.hidden), marking.rows(found)
        held.state = State.READY
        held.save(update_fields=["pdf", "said", "format", "sizes", "hidden", "found", "state"])
        record(held, acts.RECORD_PREPARED, by=SYSTEM, pages=held.pages, found=len(found))


def find_words(key: int) -> None:
    """Search a record for the words that are sought, and add what is found."""
    work = _waiting(key, State.SEARCHING)
    if work is not None:
        _done(work, State.READY, _find_words)


def _find_words(work: Redaction) -> None:
    from gongkai.redaction import desk

    found = desk.find(document_of(work, searched=True), kinds=(), words=work.sought)
    with transaction.atomic():
        held = hold(work)
        before = spots(held.found)
        after = marking.added(before, found)
        held.found, held.sought, held.state = marking.rows(after), [], State.READY
        held.told = said(Message("新找到{count}处。", count=len(after) - len(before)))
        held.save(update_fields=["found", "sought", "state", "told"])
        record(held, acts.RECORD_SEARCHED, by=SYSTEM, found=len(after) - len(before))


def write(key: int, *, by: Actor) -> None:
    """Make the new file of the marks as they are; the one made before goes."""
    work = _waiting(key, State.MAKING)
    if work is not None:
        _done(work, State.READY, lambda work: _write(work, by))


def _write(work: Redaction, by: Actor) -> None:
    from gongkai.redaction import desk

    marks: list[Mark] = [each for spot in spots(work.marks) for each in spot.marks()]
    redacted = desk.redact(document_of(work), marks)
    with transaction.atomic():
        new = _kept(work, redacted.pdf, by=by)
        held = hold(work)
        old, held.made, held.made_of, held.state = held.made, new, work.version, State.READY
        held.save(update_fields=["made", "made_of", "state"])
        record(held, acts.RECORD_REDACTED, by=by)
        if old is not None and old.pk != new.pk:
            attachments.remove(old, by=by)


def document_of(work: Redaction, *, searched: bool = False) -> Document:
    """Give a record as it is searched, looked at and redacted; what is only searched where that is asked for."""
    from gongkai.redaction.opening import Document

    said_instead = _content(work.said) if searched and work.said else None
    sizes = tuple((width, height) for width, height in work.sizes)
    return Document(work.format, _content(work.pdf), said_instead, sizes, marking.hidden_of(work.hidden))


def made_document(work: Redaction) -> Document:
    """Give the new file, to be looked at page by page."""
    from gongkai.redaction.opening import Document

    return Document("PDF", _content(work.made), None, (), ())


def _content(attachment: Any) -> bytes:
    with open_place(attachment.file.place, attachment.file.secret) as content:
        return content.read()


def _kept(work: Redaction, content: bytes, *, by: Actor) -> Attachment:
    with Draft(most=_LARGEST) as draft:
        draft.write(content)
        return attachments.attach(work.enclosure, draft, f"{work.enclosure.title[:60]}.pdf", personal=True, by=by)


def _waiting(key: int, state: str) -> Redaction | None:
    """Give the work that waits for a step; None when it was done, or the record was taken out meanwhile."""
    rows = Redaction.objects.select_related("enclosure__reply__application__agency", "original__file", "pdf__file")
    work: Redaction | None = rows.filter(pk=key, state=state).first()
    return work


def _done(work: Redaction, otherwise: str, step: Callable[[Redaction], None]) -> None:
    """Do a step; where it cannot be done, say why, and leave the work in another state."""
    try:
        step(work)
    except Redaction.DoesNotExist:  # the record was taken out meanwhile
        _log.info("a record was taken out while it was worked on")
    except GongkaiError as error:
        _refuse(work, otherwise, error.message, error.hint)
    except Exception:
        _refuse(work, otherwise, Message("处理这份信息时出错。"), Message("请再试一次；还是不行的，请告诉管理员。"))
        raise


@transaction.atomic
def _refuse(work: Redaction, state: str, *words: Message | None) -> None:
    held = hold(work)
    with override(settings.LANGUAGE_CODE):
        held.told = " ".join(said(each) for each in words if each)
    held.state = state
    held.save(update_fields=["told", "state"])
    record(held, acts.RECORD_REFUSED, by=SYSTEM)
