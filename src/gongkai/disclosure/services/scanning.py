"""The scan of a text: its words when it is written and again when it is submitted, its files in the background.

Nothing is decided here. What was found in files is not looked for again while the same files are held against the
same words and names. Links to other sites are followed in the background where the site says so, once a day.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any, NamedTuple

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localdate, now

from gongkai.agencies.models import Agency, Succession
from gongkai.attachments import scanning as viruses
from gongkai.attachments.models import Attachment, State
from gongkai.disclosure.looking import look_through
from gongkai.disclosure.models import Decision, Item, Scan, Text, Word
from gongkai.disclosure.own_addresses import host_of, trouble_at
from gongkai.disclosure.scan import SORTS, scan
from gongkai.disclosure.scan.finding import Finding, Severity
from gongkai.disclosure.scan.keeping import Kept, as_kept, kept
from gongkai.disclosure.scan.material import Entry, Facts, Looked, Material, Name
from gongkai.disclosure.scan.reading import material_of
from gongkai.disclosure.visiting import addresses_of, is_on, visit_all
from gongkai.law.citation import cite
from gongkai.law.errors import NotAllowed
from gongkai.law.message import Message
from gongkai.notifications.wording import kept as kept_message
from gongkai.notifications.wording import said_of
from gongkai.ui.background import later
from gongkai.ui.working_days import calendar

MOST_NAMES = 5_000
"""Agencies of a tree that a text is held against; no county has as many."""


class Summary(NamedTuple):
    """What the scan of a text found, in numbers: by severity, how many errors are open, how many files wait."""

    errors: int
    warnings: int
    notices: int
    left: int
    waiting: int


class Shown(NamedTuple):
    """A finding with the last decision on it, if any."""

    finding: Kept
    decision: Decision | None

    @property
    def is_open(self) -> bool:
        """Say whether somebody still has to decide on it before review."""
        return self.decision is None and self.finding.severity is Severity.ERROR


def facts_for(agency: Agency, links: Mapping[str, Any] | None = None) -> Facts:
    """Give what the texts of an agency are held against: the tree it stands in, its lists of words, the calendar.

    `links` are those that were followed, as a scan keeps them.
    """
    top = int(agency.lineage.strip("/").split("/")[0])
    rows = list(Agency.objects.filter(lineage__startswith=f"/{top}/").order_by("lineage")[:MOST_NAMES])
    gone = [each.pk for each in rows if each.dissolved_on]
    heirs = Succession.objects.filter(predecessor__in=gone).select_related("successor").order_by("on") if gone else ()
    after = {each.predecessor_id: each.successor.name for each in heirs}
    words = Word.objects.heeded_by(agency).order_by("agency__lineage", "word")
    return Facts(
        on=localdate(),
        calendar=calendar(),
        names=tuple(Name(each.name, each.short_name, each.dissolved_on, after.get(each.pk, "")) for each in rows),
        lexicon=tuple(Entry(each.word, each.kind, each.instead) for each in words),
        hosts=frozenset({host_of(settings.SITE_URL)}),
        addresses=tuple("".join(each.address.split()) for each in rows if each.address),
        trouble_at=trouble_at,
        unreached={address: said_of(made["trouble"]) for address, made in (links or {}).items() if made["trouble"]},
    )


def basis_of(facts: Facts) -> str:
    """Give the digest of what files are held against, but for the day."""
    said = [sorted(map(repr, facts.names)), sorted(facts.lexicon), sorted(facts.addresses)]
    return sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


@transaction.atomic
def scan_text(text: Text) -> Scan:
    """Scan the words of a text now, and have its files scanned where that is not done yet."""
    from gongkai.disclosure.tasks import follow_links, scan_files

    material = material_of(text)
    links, unknown = _followed(text, addresses_of(material.links) if is_on() else [])
    facts = facts_for(text.item.agency, links)
    basis = basis_of(facts)
    before = Scan.objects.filter(text__item=text.item_id, basis=basis).order_by("-text__number").first()
    files, of_files = _known(text, before)
    row, _made = Scan.objects.update_or_create(
        text=text,
        defaults={
            "digest": text.digest,
            "basis": basis,
            "at": now(),
            "findings": as_kept(scan(material, facts), {}),
            "files": files,
            "of_files": of_files,
            "links": links,
        },
    )
    if row.waiting:
        later(scan_files, row.pk)
    if unknown:
        later(follow_links, row.pk)
    return row


def _followed(text: Text, addresses: list[str]) -> tuple[dict[str, Any], bool]:
    """Give which addresses were followed today for a text of this item, and whether there are others."""
    rows = Scan.objects.filter(text__item=text.item_id).order_by("-text__number") if addresses else ()
    known = next(iter(rows[:1]), Scan()).links if addresses else {}
    today = localdate().isoformat()
    links = {each: known[each] for each in addresses if known.get(each, {}).get("on") == today}
    return links, len(links) < len(addresses)


def follow_links(key: int) -> None:
    """Follow the links of a text that have not been followed, and find in it what the public cannot open."""
    row = Scan.objects.select_related("text__item__agency").filter(pk=key).first()
    if row is None or not is_on():
        return
    material = material_of(row.text)
    made = visit_all(each for each in addresses_of(material.links) if each not in row.links)
    on = localdate().isoformat()
    with transaction.atomic():
        row = Scan.objects.select_for_update(of=("self",)).select_related("text__item__agency").get(pk=key)
        new = {
            each: {"on": on, "trouble": visit.trouble and kept_message(visit.trouble)} for each, visit in made.items()
        }
        row.links = {**row.links, **new}
        row.findings = as_kept(scan(material, facts_for(row.text.item.agency, row.links)), {})
        row.save(update_fields=["links", "findings"])


def _known(text: Text, before: Scan | None) -> tuple[dict[str, str], list[Any]]:
    """Give which files of a text were looked through before, and what was found in these."""
    if before is None or not before.files:
        return {}, []
    digests = dict(Attachment.objects.filter(pk__in=text.files).values_list("pk", "sha256"))
    files = {key: digest for key, digest in before.files.items() if digests.get(int(key)) == digest}
    return files, [each for each in before.of_files if str(each["file"]) in files]


def scan_files(key: int) -> bool:
    """Scan the files of a text that are not scanned yet; say whether none is left that waits for another scan."""
    row = Scan.objects.select_related("text__item__agency").filter(pk=key).first()
    if row is None:
        return True
    rows = {each.pk: each for each in Attachment.objects.filter(pk__in=row.waiting).select_related("file")}
    facts = facts_for(row.text.item.agency) if rows else None
    waits = False
    for number in row.waiting:
        file = rows.get(number)
        if file is not None and file.state == State.WAITING and viruses.is_on():
            waits = True
            continue
        passages, looked = look_through(file) if file is not None else ((), Looked(number))
        found: Iterable[Finding] = scan(Material(passages=passages, files=(looked,)), facts) if facts else ()
        digest = file.sha256 if file is not None else ""
        _keep(key, row.basis, number, digest, as_kept(found, {number: digest}))
    return not waits


@transaction.atomic
def _keep(key: int, basis: str, number: int, digest: str, found: list[dict[str, Any]]) -> None:
    """Keep what was found in a file, unless the text has been scanned on another basis meanwhile."""
    row = Scan.objects.select_for_update().filter(pk=key, basis=basis).first()
    if row is None:
        return
    row.files = {**row.files, str(number): digest}
    row.of_files = [each for each in row.of_files if each["file"] != number] + found
    row.save(update_fields=["files", "of_files"])


def scan_of(text: Text) -> Scan | None:
    """Give the scan of a text as it is."""
    found: Scan | None = Scan.objects.filter(text=text, digest=text.digest).first()
    return found


def summary(text: Text) -> Summary | None:
    """Give what was found in a text in numbers; None for one that was never scanned."""
    row = scan_of(text)
    if row is None:
        return None
    found = shown(row)
    by = Counter(each.finding.severity for each in found)
    left = sum(each.is_open for each in found)
    return Summary(by[Severity.ERROR], by[Severity.WARNING], by[Severity.NOTICE], left, len(row.waiting))


def looked_at(text: Text) -> list[Shown]:
    """Give what is found in a text now, by the words and names as they are, and nothing kept of it: to be looked at."""
    row = scan_of(text) or Scan(text=text, digest=text.digest)
    row.findings = as_kept(scan(material_of(text), facts_for(text.item.agency, row.links)), {})
    return shown(row)


def shown(row: Scan) -> list[Shown]:
    """Give what a scan found, the gravest first, each with what was decided of it last."""
    decisions = {
        each.key: each
        for each in Decision.objects.filter(item=row.text.item_id).select_related("officer", "text").order_by("pk")
    }
    found = [kept(each) for each in [*row.findings, *row.of_files] if each["code"] in SORTS]
    found.sort(key=lambda each: -each.severity)
    return [Shown(each, decisions.get(each.key)) for each in found]


def mended(item: Item, still: Iterable[Shown]) -> list[tuple[Kept, int]]:
    """Give what was found in earlier texts of an item and is no longer, each with the number of the text."""
    seen = {each.finding.key for each in still}
    found = []
    for row in Scan.objects.filter(text__item=item).exclude(text=item.text_id).select_related("text").order_by("-pk"):
        for each in [*row.findings, *row.of_files]:
            if each["code"] in SORTS and each["key"] not in seen:
                seen.add(each["key"])
                found.append((kept(each), row.text.number))
    return found


def require_decided(item: Item, text: Text) -> Mapping[str, int]:
    """Refuse to go on while somebody has yet to decide on a finding that is an error; give how many of each there are.

    What has not been scanned, since the worker is not running, holds nothing up.
    """
    row = scan_of(text)
    found = [] if row is None else shown(row)
    left = [each for each in found if each.is_open]
    if left:
        raise NotAllowed(
            "findings-undecided",
            Message("扫描发现的{count}处错误还没有人处理。", count=len(left)),
            hint=Message("请打开“扫描结果”：该改的，修改正文或者替换附件；确需保留或者不是这种情形的，逐处写明理由。"),
            citation=cite("条例第17条"),
        )
    return Counter(each.finding.severity.name.lower() for each in found)
