"""Reading claims out of narrative, sentence by sentence.

A number is read by the words before it up to the clause's beginning and the words behind it up to
its end. What the words leave open is not guessed: a number that may be of something else gives no
claim, one that may be of a part says so in its scope. Not here: what the tables hold (`checks`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from gongkai.law.numerals import read_quantity
from gongkai.report.finding import Place
from gongkai.report.model import Paragraph, Report
from gongkai.report.narrative import words
from gongkai.report.narrative.claim import Claim, Kind, Period, Scope, Subject

LONGEST_QUOTE = 30
_PARTS_READ = ("overview", "proactive", "applications", "remedies", "other_matters")
"""Part five tells of problems and plans, and is not read."""
_SHORTEST_BROKEN_LINE = 20
_LONGEST_SENTENCE = 1000
"""What runs on longer without a full stop is no sentence of a report; leaving it out bounds the time."""
_LONGEST_PART = 40_000
"""So many characters of a part are read, several times what a province writes in all; that bounds the time too."""
_HEADING = re.compile(r"\s*[（(]?[一二三四五六七八九十\d]{1,2}[）)、.．]")
_FIRST_TOPIC = {"applications": "application", "remedies": "remedy"}
_COUNTED_IN_PIECES = frozenset("件份宗起例")
_LEADS_ON = frozenset(["", "共", "共计", "总计", "合计", "为", "均为", "各", "均", "计", "有", "、", "即"])


def claims(report: Report) -> tuple[Claim, ...]:
    """Give what the narrative of a report claims, in the order of the document."""
    found: list[Claim] = []
    left = dict.fromkeys(_PARTS_READ, _LONGEST_PART)
    for part in report.parts:
        if part.spec.id not in _PARTS_READ:
            continue
        topic = _FIRST_TOPIC.get(part.spec.id, "")
        for index, text, place in _flowing(part.paragraphs):
            if len(text) > left[part.spec.id]:
                text = text[: text.rfind("。", 0, left[part.spec.id]) + 1]
            left[part.spec.id] -= len(text)
            passage = _Passage(report.year, report.agency, part.spec.id, topic, index, place)
            found.extend(passage.read(text))
            if len(text) <= LONGEST_QUOTE and _HEADING.match(text):
                topic = passage.topic
    return tuple(found)


def read(text: str, *, year: int | None = None, agency: str = "", part: str = "overview") -> tuple[Claim, ...]:
    """Give what one paragraph claims, standing in that part of an agency's report for that year."""
    return tuple(_Passage(year, agency, part, _FIRST_TOPIC.get(part, "")).read(text))


def _flowing(paragraphs: Sequence[Paragraph]) -> Iterator[tuple[int, str, Place | None]]:
    """Go through the paragraphs by number, with lines broken in the middle of a sentence put together."""
    started: tuple[int, str, Place | None] | None = None
    for index, paragraph in enumerate(paragraphs, 1):
        text = paragraph.text
        if started is not None:
            before = started[1].rstrip()
            broken = (
                _SHORTEST_BROKEN_LINE <= len(before) <= _LONGEST_SENTENCE and before[-1] not in "。；！？：:;!?.”）)"
            )
            if broken and not _HEADING.match(text):
                started = (started[0], before + text, started[2])
                continue
            yield started
        started = (index, text, paragraph.place)
    if started is not None:
        yield started


@dataclass
class _Passage:
    """A paragraph being read: where it stands, and what it has spoken of so far."""

    year: int | None
    agency: str
    part: str
    topic_before: str
    paragraph: int = 1
    place: Place | None = None
    skipped: list[str] = field(default_factory=list)
    told_of_applications: bool = False
    remedy: Subject | None = None
    document: str = ""

    @property
    def topic(self) -> str:
        """What was spoken of last: application, remedy, document, other, or nothing yet."""
        for sentence in self.skipped:
            topics = _topics(sentence)
            if topics:
                self.topic_before = topics[-1][1]
        self.skipped.clear()
        return self.topic_before

    def read(self, text: str) -> Iterator[Claim]:
        if words.RELEVANT.search(text) is None and not self.topic:
            return
        text = words.plain(text)
        self.told_of_applications = self.part == "applications"
        for match in words.SENTENCE.finditer(text):
            if len(match[0]) > _LONGEST_SENTENCE:
                continue
            yield from _Sentence(self, match[0]).read()
            self.skipped.append(match[0])


@lru_cache(maxsize=64)
def _topics(sentence: str) -> tuple[tuple[int, str], ...]:
    """Give the topics of a sentence by where they begin; remembered for its other numbers and the sentence behind."""
    return tuple([(match.start(), words.TOPICS.get(match[0], "other")) for match in words.TOPIC.finditer(sentence)])


class _Sentence:
    """A sentence of a passage, and what it says of when and whom."""

    def __init__(self, passage: _Passage, text: str) -> None:
        self.passage = passage
        self.text = text

    def read(self) -> Iterator[Claim]:
        if "费" in self.text:
            yield from self._fees()
        yield from self._counts()
        if words.NONE_SIGN.search(self.text):
            for clause in words.CLAUSE.finditer(self.text):
                yield from self._none(clause)
        if words.ALL_SIGN.search(self.text):
            yield from self._all()

    def _counts(self) -> Iterator[Claim]:
        quantities = list(words.QUANTITY.finditer(self.text))
        previous = 0
        for index, match in enumerate(quantities):
            following = quantities[index + 1].start() if index + 1 < len(quantities) else len(self.text)
            claim = self._counted(match, previous, following)
            if claim is not None:
                yield claim
            previous = match.end()

    def _topic_at(self, position: int) -> str:
        topic = self.passage.topic
        for start, name in _topics(self.text):
            if start >= position:
                break
            topic = name
        return topic

    def _claim(
        self,
        subject: Subject,
        kind: Kind,
        start: int,
        end: int,
        *,
        number: int | None = None,
        rounded_to: int = 1,
        part: bool = False,
    ) -> Claim:
        passage = self.passage
        return Claim(
            subject,
            kind,
            number,
            self._period(start, end),
            Scope.PART if part else self._scope(end),
            rounded_to,
            quote(self.text[start:end]),
            passage.part,
            passage.paragraph,
            passage.place,
        )

    # ── when and of whom ──

    def _period(self, start: int, end: int) -> Period:
        said = self.text[:end]
        if words.SINCE_LONG.search(said):
            return Period.OTHER
        if words.WITHIN_YEAR.search(said) and words.PART_OF_YEAR.search(words.YEAR_ROUND.sub("", said)):
            return Period.OTHER
        years = [
            int(match["year"])
            for match in words.YEAR.finditer(said)
            if not said[: match.start()].endswith(words.COMPARED) and not words.ASIDE_YEAR.match(said, match.end() - 1)
        ]
        if years and years[-1] != self.passage.year:
            return Period.LAST_YEAR if years[-1] + 1 == self.passage.year else Period.OTHER
        if not years and words.LAST_YEAR.search(said):
            return Period.LAST_YEAR
        return Period.THIS_YEAR

    def _scope(self, end: int) -> Scope:
        said = self.text[:end]
        agency = self.passage.agency
        region = words.REGION.search(said) is not None
        part = any(
            match[0] not in agency and not ("办" in agency and match[0].endswith(("办", "室", "厅", "政府")))
            for match in words.PART_OF_AGENCY.finditer(said)
        )
        if words.SEVERAL_AGENCIES.search(said) or (region and part):
            return Scope.UNCLEAR
        return Scope.PART if part else Scope.REGION if region else Scope.WHOLE

    # ── numbers ──

    def _counted(self, match: re.Match[str], previous: int, following: int) -> Claim | None:
        start = self._near(previous, match.start())
        end = min(self._break_after(match.end()), following)
        near, right = self.text[start : match.start()], self.text[match.end() : end]
        if match["unit"] not in _COUNTED_IN_PIECES and "申请" not in near and "申请" not in right:
            return None
        number = read_quantity(match["number"])
        if number is None or not self._is_exact(match):
            return None
        if words.NOT_THE_COUNT.search(near) or words.NOT_THE_COUNT.search(right):
            return None
        subject, part = self._subject(near, right, match)
        if subject is None:
            return None
        rounded_to = 1
        if match["number"][-1] in "万亿" and match["number"][0].isdigit():
            decimals = len(match["number"].partition(".")[2].rstrip("万亿"))
            rounded_to = (10**4 if match["number"][-1] == "万" else 10**8) // 10**decimals
        kind = Kind.COUNT if number else Kind.NONE
        return self._claim(subject, kind, start, end, number=number, rounded_to=rounded_to, part=part)

    def _is_exact(self, match: re.Match[str]) -> bool:
        """Tell whether a number is a count, and not an ordinal, an estimate or a part of a word (统一, 一起)."""
        before = self.text[match.start() - 1 : match.start()]
        if match["about"] or before in words.NOT_A_COUNT:
            return False
        if before in words.PART_OF_A_WORD and not match["number"][0].isdigit():
            return False
        return match[0] != "一起" or self.text[match.end() : match.end() + 1] in ("", *words.BREAKS, "、")

    def _near(self, previous: int, position: int) -> int:
        """Give where the clause before a number begins, taking in the one before when it says nothing itself."""
        start = position
        while start > previous and self.text[start - 1] not in words.BREAKS:
            start -= 1
        if start == previous > 0:
            return self.text.find("、", start, position) + 1 or start
        if self.text[start:position] in _LEADS_ON and start > previous:
            start -= 1
            while start > previous and self.text[start - 1] not in words.BREAKS:
                start -= 1
        return start

    def _break_after(self, position: int) -> int:
        end = position
        while end < len(self.text) and self.text[end] not in words.BREAKS and self.text[end] != "、":
            end += 1
        return end

    def _subject(self, near: str, right: str, match: re.Match[str]) -> tuple[Subject | None, bool]:
        """Give what a number counts, and whether of a part only."""
        said = near + right
        topic = self._topic_at(match.end() + len(right))
        if words.DOCUMENT.search(said) or (topic == "document" and not words.REMEDY.search(said)):
            return self._document(said), False
        if words.REMEDY.search(said) and topic != "other":
            return self._remedy(near, said, match), False
        if topic not in ("application", "") or match["unit"] not in "件份宗起例项个条次":
            return None, False
        return self._application(near, right, topic, match)

    def _application(self, near: str, right: str, topic: str, match: re.Match[str]) -> tuple[Subject | None, bool]:
        said = near + right
        named = words.NAMED_APPLICATION.search(near) or words.BARE_APPLICATION.search(near)
        named = named or words.APPLICATION_AFTER.match(right)
        acts = words.RECEIVED.search(near)
        if match["unit"] not in _COUNTED_IN_PIECES and not (named and acts):
            return None, False
        if words.CARRIED.search(said):
            return (self._carried(said) if topic or named or self.passage.told_of_applications else None), False
        part = words.ONLY_SOME.search(near) is not None or "其中" in self.text[: match.start()]
        outcome = _one(words.OUTCOMES, words.OUTCOME, near)
        applicant = _one(words.APPLICANTS, words.APPLICANT, near)
        after = words.OUTCOME_AFTER.match(right)
        if outcome is None and words.OUTCOME.search(near):
            return None, False
        if outcome is None and after is not None:
            outcome = _one(words.OUTCOMES, words.OUTCOME, after[0])
        if outcome is not None and near.startswith(words.SOME_OF_THEM):
            return None, False
        if outcome is not None:
            return (outcome if self._tells_of_applications() else None), False
        if acts and (named or topic == "application"):
            if not named and not near.endswith(
                ("收到", "受理", "新收", "接收", "接到", "共", "计", "为", "申请", "新增", "了", "：")
            ):
                return None, False
            self.passage.told_of_applications = True
            both = words.HANDLED.search(near) or words.WORKED_ON.search(near)
            return (Subject.WORKED_ON if both else Subject.RECEIVED), part
        if applicant is not None:
            return (applicant if self._tells_of_applications() else None), False
        if words.HANDLED.search(near):
            if not self._tells_of_applications() and not named:
                return None, False
            return Subject.HANDLED, part
        if words.HANDLED_AFTER.match(right):
            return (Subject.HANDLED if self._tells_of_applications() else None), True
        if named and words.WORKED_ON.search(near):
            part = part or self.passage.told_of_applications
            self.passage.told_of_applications = True
            return Subject.WORKED_ON, part
        if named and not words.OF_DOCUMENTS.search(self.text) and not words.APPLICATION_AFTER.match(right):
            return (None if "主动公开" in self.text else Subject.WORKED_ON), part or self.passage.told_of_applications
        return None, False

    def _tells_of_applications(self) -> bool:
        return self.passage.told_of_applications and words.OF_DOCUMENTS.search(self.text) is None

    def _carried(self, said: str) -> Subject:
        year = self.passage.year
        into = words.CARRIED_IN.search(said) is not None
        forward = words.CARRIED_FORWARD.search(said) is not None
        if year is not None:
            into = into or f"{year - 1}年" in said
            forward = forward or f"{year + 1}年" in said
        if into == forward:
            return Subject.CARRIED
        return Subject.CARRIED_IN if into else Subject.CARRIED_FORWARD

    def _remedy(self, near: str, said: str, match: re.Match[str]) -> Subject | None:
        if match["unit"] not in _COUNTED_IN_PIECES or words.OTHER_RESULT.search(said.replace("未审结", "")):
            return None
        about_disclosure = "公开" in self.text[: match.start()] or self.passage.topic in ("application", "remedy")
        if not about_disclosure and read_quantity(match["number"]):
            return None
        subject = _remedy_named(near) or _remedy_named(said)
        result = words.RESULT.search(near) or words.RESULT.search(said)
        if subject is not None:
            self.passage.remedy = subject
        if result is None:
            return subject
        of = subject or self.passage.remedy
        return None if of is None else _RESULTS.get((of, "pending" if "审" in result[0] else result[0]))

    def _document(self, said: str) -> Subject | None:
        nouns = words.DOCUMENT.findall(said)
        if nouns:
            self.passage.document = nouns[-1]
        done = [
            name
            for name, pattern in (
                ("MADE", words.DOCUMENT_MADE),
                ("REPEALED", words.DOCUMENT_REPEALED),
                ("EFFECTIVE", words.DOCUMENT_EFFECTIVE),
            )
            if pattern.search(said)
        ]
        if len(done) != 1 or words.NOT_THE_DOCUMENTS.search(said) or len(set(nouns)) > 1 or not self.passage.document:
            return None
        return Subject[("RULES_" if self.passage.document == "规章" else "DOCUMENTS_") + done[0]]

    # ── none, all, the same ──

    def _none(self, clause: re.Match[str]) -> Iterator[Claim]:
        text = words.PUBLIC.sub("", clause[0])
        start, end = clause.span()
        for negation in words.NEGATION.finditer(text):
            if text[: negation.start()].endswith(words.SUPPOSED):
                return
            said = text[negation.end() :]
            if said.startswith("的"):
                return
            applications = words.NO_APPLICATIONS.match(said)
            if applications and not words.NOT_OF_ALL.search(applications[0].replace("公开", "")):
                yield self._claim(Subject.RECEIVED, Kind.NONE, start, end, number=0)
            remedies = words.NO_REMEDIES.match(said)
            if remedies and not words.NOT_OF_ALL_REMEDIES.search(text):
                if "复议" in said:
                    yield self._claim(Subject.RECONSIDERATIONS, Kind.NONE, start, end, number=0)
                if "诉讼" in said:
                    yield self._claim(Subject.SUITS, Kind.NONE, start, end, number=0)
            carried = "结转" in said and self._topic_at(end) == "application"
            if carried and (words.CARRIED_FORWARD.search(said) or f"{(self.passage.year or 0) + 1}年" in said):
                yield self._claim(Subject.CARRIED_FORWARD, Kind.NONE, start, end, number=0)
            return
        if words.NO_APPLICATIONS_AT_ALL.search(text):
            yield self._claim(Subject.RECEIVED, Kind.NONE, start, end, number=0)

    def _all(self) -> Iterator[Claim]:
        text = self.text
        done = words.ALL_HANDLED.search(text)
        if done and self._topic_at(done.end()) == "application" and not words.NOT_ALL_HANDLED.search(text):
            start = self._near(0, done.start())
            yield self._claim(Subject.HANDLED, Kind.ALL, start, done.end())
        natural = words.ALL_NATURAL.search(text)
        if natural and self._tells_of_applications():
            yield self._claim(Subject.NATURAL, Kind.ALL, self._near(0, natural.start()), natural.end())
        same = words.SAME_AS_LAST_YEAR.search(text)
        if same and not same["about"] and self._topic_at(same.start()) == "application":
            if same["year"] and int(same["year"]) + 1 != self.passage.year:
                return
            start = self._near(0, same.start())
            yield self._claim(Subject.RECEIVED, Kind.SAME, start, same.end())

    # ── fees ──

    def _fees(self) -> Iterator[Claim]:
        fee = words.FEE.search(words.NOT_THE_FEE.sub("", self.text))
        if fee is None:
            return
        start, end = 0, len(self.text)
        amount = words.FEE_AMOUNT.search(self.text)
        if words.FEE_NEVER.search(self.text):
            yield self._claim(Subject.FEE, Kind.NEVER, start, end)
        elif words.FEE_NONE.search(self.text):
            yield self._claim(Subject.FEE, Kind.NONE, start, end, number=0)
        elif amount is not None:
            yuan = float(amount["number"]) * (10**4 if amount["unit"] == "万元" else 1)
            yield self._claim(Subject.FEE, Kind.COUNT if yuan else Kind.NONE, start, end, number=round(yuan))
        else:
            yield self._claim(Subject.FEE, Kind.MENTIONED, start, end)


_RESULTS = {
    (Subject.RECONSIDERATIONS, "维持"): Subject.RECONSIDERATIONS_UPHELD,
    (Subject.RECONSIDERATIONS, "纠正"): Subject.RECONSIDERATIONS_OVERTURNED,
    (Subject.RECONSIDERATIONS, "pending"): Subject.RECONSIDERATIONS_PENDING,
    (Subject.SUITS, "维持"): Subject.SUITS_UPHELD,
    (Subject.SUITS, "纠正"): Subject.SUITS_OVERTURNED,
    (Subject.SUITS, "pending"): Subject.SUITS_PENDING,
}


def _remedy_named(said: str) -> Subject | None:
    if "复议后" in said or "经复议" in said.replace("未经复议", ""):
        return Subject.SUITS_AFTER
    if "直接起诉" in said or "未经复议" in said:
        return Subject.DIRECT_SUITS
    review, suit = "复议" in said, "诉讼" in said or "起诉" in said
    if review and suit:
        return Subject.REMEDIES
    return Subject.RECONSIDERATIONS if review else Subject.SUITS if suit else None


def _one(
    meanings: dict[str, Subject | None] | dict[str, Subject], pattern: re.Pattern[str], said: str
) -> Subject | None:
    """Give the one subject that words name; of a group and a row in it, the row; None when there are several."""
    named = {meanings[word] for word in pattern.findall(said)}
    if len(named) == 2:
        named -= {words.PARENTS.get(each) for each in named if each is not None}
    return named.pop() if len(named) == 1 else None


def quote(said: str) -> str:
    """Give words short enough for a message, without the punctuation at their ends."""
    said = said.strip("，、：（）")
    return said if len(said) <= LONGEST_QUOTE else "…" + said[1 - LONGEST_QUOTE :]
