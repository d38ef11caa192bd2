"""What officers' systems do with a token: as their officer may, within scopes, in their agency and below, recorded."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from tests.api.tokens import ROOT, Machine, code_of, data_of, machine
from tests.casework import PASSING, WANG, WANTED, actor, apply
from tests.county import ROLES, County, county
from tests.filings.signed import sign
from tests.publishing import WORDS, begin

from gongkai.agencies.models import Post
from gongkai.agencies.services import add_member
from gongkai.api.models import Answered, Token
from gongkai.api.tokens import services
from gongkai.applications import services as applications
from gongkai.applications.deeds import DEEDS
from gongkai.applications.models import Application
from gongkai.attachments.selectors import attachments_of
from gongkai.disclosure.models import Item, Text
from gongkai.filings.models import Filing
from gongkai.journal.actor import SYSTEM
from gongkai.journal.models import Entry
from gongkai.journal.services import PERSONAL_READ
from gongkai.law.channels import Channel

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
NEW = {
    "channel": "counter",
    "arrived_on": str(TODAY),
    "applicants": [
        {"kind": "NATURAL", "name": "王小明", "identity": "11010519491231002X", "phone": "13812345678"},
    ],
    "description": WANTED,
}
PERSONAL = ("王小明", "11010519491231002X", "13812345678", WANTED)
ITEM = {**WORDS, "formed_on": "2026-03-02", "made_on": "2026-03-02", "produced_on": "2026-03-02"}


@pytest.fixture(scope="module")
def made(kept: None) -> County:
    return county()


def test_a_system_brings_a_case_from_the_counter_to_review(made: County) -> None:
    desk = machine(made)
    new = data_of(desk.post("/desk/applications", NEW), 201)
    assert (new["received_on"], new["alike"], len(new["code"])) == (str(TODAY), [], 14)
    again = data_of(desk.post("/desk/applications", NEW), 201)
    assert [each["number"] for each in again["alike"]] == [new["number"]]
    path = f"/desk/applications/{new['id']}"
    case = data_of(answer := desk.get(path))
    assert answer["Cache-Control"] == "no-store"
    by_name = {act["name"]: act for act in case["acts"]}
    assert by_name["assign"]["allowed"]
    assert not by_name["deliver"]["allowed"]
    assert by_name["deliver"]["refusal"]
    assert "条例第45条" in by_name["deliver"]["refusal"]
    assert {each["name"] for each in by_name["search"]["fields"]} >= {"on", "scope", "keywords", "result"}
    assert "pass" not in by_name  # it is another's turn, and never a machine's to find out by trying
    assert code_of(desk.post(f"{path}/acts/comment", {"text": "x"})) == (428, "condition-required")
    assert code_of(desk.post(f"{path}/acts/comment", {"text": "x"}, If_Match='"v99"')) == (412, "changed-meanwhile")
    wrong = desk.post(f"{path}/acts/search", {"on": "昨天", "nobody": 1}, If_Match=answer["ETag"])
    assert code_of(wrong) == (422, "wrong-parameters")
    refused = desk.post(f"{path}/acts/deliver", {"manner": "in_person"}, If_Match=answer["ETag"])
    assert code_of(refused) == (409, "not-in-this-stage")
    before = Application.objects.get(pk=new["id"]).version
    part = {"content": "立项名单", "outcome": "GRANT", "told": "随附名单一份"}
    drafted = desk.put(f"{path}/draft", {"parts": [part]}, If_Match=answer["ETag"])
    assert data_of(drafted)["version"] == before + 1
    sent = desk.post(f"{path}/acts/submit", {}, If_Match=drafted["ETag"])
    assert data_of(sent)["stage"] == "reviewing"
    entry = Entry.objects.get(object_type="applications.application", object_id=new["id"], act="application.submitted")
    assert (entry.role, entry.officer, entry.post.duty) == ("token", made.officers["handler"], "handler")
    assert entry.note == {"token": desk.token.prefix}


def test_what_the_guide_sends_is_taken_in(made: County) -> None:
    guide = Path(__file__).parents[2] / "docs" / "guides" / "connect-systems.md"
    sent, _event = (json.loads(each) for each in re.findall(r"```json\n(.*?)```", guide.read_text("utf-8"), re.DOTALL))
    new = data_of(machine(made).post("/desk/applications", sent), 201)
    assert (new["received_on"], new["due_on"]) == ("2026-03-02", "2026-03-30")


def test_what_was_scanned_comes_with_it_and_only_what_it_is_named(made: County) -> None:
    case, desk = apply(made), machine(made)
    path, shown = f"{ROOT}/desk/applications/{case.pk}/files", {"Authorization": f"Bearer {desk.secret}"}

    def send(name: str, content: bytes) -> Any:
        return Client().post(path, {"attached": SimpleUploadedFile(name, content)}, headers=shown)

    assert data_of(send("申请书.txt", "申请书".encode()), 201) == {"names": ["申请书.txt"]}
    file = attachments_of(case).get()
    assert (file.personal, file.uploaded_by) == (True, made.officers["handler"])
    assert code_of(send("申请书.pdf", b"MZ\0\0")) == (422, "wrong-parameters")
    assert code_of(desk.post(f"/desk/applications/{case.pk}/files", {})) == (415, "wrong-content-type")
    assert attachments_of(case).count() == 1
    for role, status in (("reviewer", 403), ("beside", 403)):
        other = machine(made, role)
        refused = Client().post(path, {}, headers={"Authorization": f"Bearer {other.secret}"})
        assert refused.status_code == status


def test_an_item_takes_its_files_while_it_is_written_checked_as_at_the_desk(made: County, settings: Any) -> None:
    item, desk = begin(made), machine(made, "publisher")
    path = f"/desk/items/{item.pk}"

    def send(*files: tuple[str, bytes], by: Machine = desk, **fields: str) -> Any:
        sent = [SimpleUploadedFile(*each) for each in files]
        shown = {"Authorization": f"Bearer {by.secret}"}
        return Client().post(f"{ROOT}{path}/files", {"attached": sent, **fields}, headers=shown)

    assert data_of(send(("名单.txt", "名单".encode())), 201) == {"names": ["名单.txt"]}
    assert data_of(send(("名单.txt", "名单".encode()), ("说明.txt", b"2")), 201) == {"names": ["名单.txt", "说明.txt"]}
    data_of(send(("张三.txt", b"3"), personal="true"), 201)
    files = data_of(desk.get(path))["files"]
    assert [(each["name"], each["personal"]) for each in files[:2]] == [("名单.txt", False), ("说明.txt", False)]
    assert (len(files), files[2]["personal"], "张三" in str(files)) == (3, True, False)
    assert attachments_of(item).first().uploaded_by == made.officers["publisher"]
    assert code_of(send(("名单.pdf", b"MZ\0\0"), ("好.txt", b"4"))) == (422, "wrong-parameters")
    assert code_of(send()) == (422, "wrong-parameters")
    settings.UPLOAD_MOST = 10
    assert code_of(send(("大.txt", b"5" * 11))) == (422, "wrong-parameters")
    assert code_of(send(("名单.txt", b"6"), by=machine(made, "publisher", ["items:read"]))) == (403, "scope-missing")
    assert send(("名单.txt", b"6"), by=machine(made, "beside")).status_code == 403
    data_of(desk.post(f"{path}/acts/submit", {}, If_Match=desk.get(path)["ETag"]))
    assert code_of(send(("晚了.txt", b"7"))) == (403, "forbidden")
    assert "晚了.txt" not in str(data_of(desk.get(path))["files"])


def test_only_whose_turn_it_is_passes_and_only_with_the_scope(made: County) -> None:
    case = apply(made, by=actor(made))
    desk = machine(made)
    path = f"/desk/applications/{case.pk}"
    part = {"content": "立项名单", "outcome": "GRANT", "told": "随附名单一份"}
    drafted = desk.put(f"{path}/draft", {"parts": [part]}, If_Match=desk.get(path)["ETag"])
    tag = desk.post(f"{path}/acts/submit", {}, If_Match=drafted["ETag"])["ETag"]
    assert code_of(desk.post(f"{path}/acts/pass", {}, If_Match=tag)) == (403, "forbidden")
    reading = machine(made, PASSING[0][0], ["applications:read"])
    assert code_of(reading.post(f"{path}/acts/pass", {}, If_Match=tag)) == (403, "scope-missing")
    passing = machine(made, PASSING[0][0])
    assert data_of(passing.post(f"{path}/acts/pass", {"remarks": "同意"}, If_Match=tag))["stage"] == "reviewing"


def test_who_applied_is_given_for_a_reason_alone_and_recorded(made: County) -> None:
    case = apply(made)
    desk = machine(made)
    shown = desk.get(f"/desk/applications/{case.pk}").content.decode()
    listed = desk.get("/desk/applications").content.decode()
    assert case.number in shown
    assert case.number in listed
    assert not [words for words in (*PERSONAL, case.code) if words in shown + listed]
    path = f"/desk/applications/{case.pk}/personal"
    for none in ({}, {"reason": " "}):
        assert code_of(desk.post(path, none)) == (422, "wrong-parameters")
    assert not Entry.objects.filter(act=PERSONAL_READ.code).exists()
    answer = desk.post(path, {"reason": "寄送答复书"}, Idempotency_Key="one")
    found = data_of(answer)
    assert (found["applicants"][0]["name"], found["description"]) == ("王小明", WANTED)
    assert answer["Cache-Control"] == "no-store"
    notes = [entry.note for entry in Entry.objects.filter(act=PERSONAL_READ.code)]
    assert [(note["reason"], note["token"]) for note in notes] == [("寄送答复书", desk.token.prefix)] * 2
    data_of(desk.post(path, {"reason": "寄送答复书"}, Idempotency_Key="one"))
    assert Entry.objects.filter(act=PERSONAL_READ.code).count() == 4  # each time anew
    without = machine(made, scopes=["applications:read", "applications:act"])
    assert code_of(without.post(path, {"reason": "寄送答复书"})) == (403, "scope-missing")


def test_a_draft_is_sent_for_review_and_nothing_here_publishes(made: County) -> None:
    begin(made)  # the agency has its index numbers
    desk = machine(made, "publisher")
    fields = {each["name"]: each for each in data_of(desk.get("/desk/items/form"))["fields"]}
    assert fields["title"]["required"]
    assert fields["category"]["choices"]
    assert "seen" not in fields
    for bad in ({"title": ["a", "b"]}, {"title": True}, {"nobody": 1}, {"shown_on": "2026-03-02"}, {"title": {}}):
        assert code_of(desk.post("/desk/items", {**ITEM, **bad})) == (422, "wrong-parameters")
    new = data_of(desk.post("/desk/items", ITEM), 201)
    path = f"/desk/items/{new['id']}"
    assert (new["stage"], new["shown_on"], new["acts"]) == ("draft", None, ["submit", "abandon"])
    tag = f'"v{new["version"]}"'
    revised = desk.patch(f"{path}/text", {"title": "改过的名称"}, If_Match=tag)
    text = data_of(revised)["text"]
    assert (text["title"], text["document_number"]) == ("改过的名称", new["text"]["document_number"])
    assert code_of(desk.patch(f"{path}/text", ITEM, If_Match=tag)) == (412, "changed-meanwhile")
    sent = desk.post(f"{path}/acts/submit", {}, If_Match=revised["ETag"])
    assert data_of(sent)["stage"] == "reviewing"
    for name in ("publish", "pass", "withdraw", "plan-publication", "reassess"):
        assert code_of(desk.post(f"{path}/acts/{name}", {}, If_Match=sent["ETag"])) == (404, "not-found")
    item = Item.objects.get(pk=new["id"])
    assert item.shown is None
    assert Text.objects.filter(item=item).count() == 2
    written = data_of(desk.get(path))["text"]["body"]
    assert "各有关单位" in written


def test_figures_are_read_and_entered_with_their_source(made: County) -> None:
    desk = machine(made)
    path = f"/desk/agencies/{made.science.pk}/figures/2025"
    answer = desk.get(path)
    cells = {(each["table"], each["row"], each["column"]): each for each in data_of(answer)["figures"]}
    assert cells["applications", "new", "natural"]["number"] == "0"
    table, row, column = next(key for key, each in cells.items() if each["source"] == "entered")
    assert (table, cells[table, row, column]["number"]) == ("proactive", None)
    body = {"source": "审批平台台账", "reason": "年度填报", "figures": {f"{row}.{column}": 12}}
    entered = desk.put(path, body, If_Match=answer["ETag"])
    found = {(each["row"], each["column"]): each["number"] for each in data_of(entered)["figures"]}
    assert found[row, column] == "12"
    assert code_of(desk.put(path, body, If_Match=answer["ETag"])) == (412, "changed-meanwhile")
    for bad in ({"nowhere.none": 1}, {f"{row}.{column}": "多"}, {f"{row}.{column}": -1}, {"x": 1}):
        assert desk.put(path, {**body, "figures": bad}, If_Match=entered["ETag"]).status_code == 422
    assert code_of(desk.get(f"/desk/agencies/{made.science.pk}/figures/{TODAY.year + 1}")) == (404, "not-found")
    assert code_of(desk.get(f"/desk/agencies/{made.water.pk}/figures/2025")) == (404, "not-found")


def test_what_was_signed_is_downloaded_and_handed_up_once(made: County) -> None:
    version = sign(made.science, 2025, made.officers["head"])
    add_member(made.office, made.science, year=2025, by=SYSTEM)
    desk = machine(made)
    path = f"/desk/filings/{version.filing_id}"
    report = data_of(desk.get(path))
    assert [each["number"] for each in report["versions"]] == [1]
    assert [each["id"] for each in report["collectors"]] == [made.office.pk]
    assert [each["id"] for each in data_of(desk.get("/desk/filings?year=2025"))["data"]] == [version.filing_id]
    file = desk.get(f"{path}/versions/1/json")
    assert file.content == version.report.encode()
    assert code_of(desk.get(f"{path}/versions/2/json")) == (404, "not-found")
    up = {"version": 1, "collector": made.office.pk}
    receipt = data_of(desk.post(f"{path}/submissions", up), 201)
    assert (receipt["state"], receipt["version"]) == ("submitted", 1)
    status, code = code_of(desk.post(f"{path}/submissions", up))
    assert (status, code.endswith("submitted-already")) == (409, True)
    assert code_of(desk.post(f"{path}/submissions", {**up, "collector": made.water.pk})) == (404, "not-found")
    Filing.objects.filter(pk=version.filing_id).update(stage="compiling")  # it is being amended
    status, code = code_of(desk.post(f"{path}/submissions", up))
    assert (status, code.endswith("not-signed")) == (409, True)


ADDRESSES: dict[str, tuple[str, str, Any]] = {
    "register": ("POST", "/desk/applications", NEW),
    "cases": ("GET", "/desk/applications", None),
    "case": ("GET", "/desk/applications/{case}", None),
    "personal": ("POST", "/desk/applications/{case}/personal", {"reason": "核对"}),
    "act": ("POST", "/desk/applications/{case}/acts/comment", {"text": "请核对"}),
    "draft": ("PUT", "/desk/applications/{case}/draft", {"parts": [{"content": "名单", "outcome": "GRANT"}]}),
    "begin": ("POST", "/desk/items", ITEM),
    "item": ("GET", "/desk/items/{item}", None),
    "attach": ("POST", "/desk/items/{item}/files", {}),
    "revise": ("PATCH", "/desk/items/{item}/text", ITEM),
    "submit": ("POST", "/desk/items/{item}/acts/submit", {}),
    "figures": ("GET", "/desk/agencies/{science}/figures/2025", None),
    "enter": (
        "PUT", "/desk/agencies/{science}/figures/2025",
        {"source": "台账", "reason": "填报", "figures": {"none.none": 1}},
    ),
    "filing": ("GET", "/desk/filings/{filing}", None),
    "file": ("GET", "/desk/filings/{filing}/versions/1/json", None),
    "hand-up": ("POST", "/desk/filings/{filing}/submissions", {"version": 1, "collector": 1}),
}  # fmt: skip
"""What a token is tried at; one that may go on meets what the state of things allows (409, 415, 422, 428)."""

_MAY, _SCOPE, _FORBIDDEN, _UNSEEN = "may", 403, 403, 404
BESIDE = dict.fromkeys(ADDRESSES, _UNSEEN) | {
    "register": _SCOPE, "cases": _MAY, "personal": _SCOPE, "act": _SCOPE, "draft": _SCOPE, "begin": _SCOPE,
    "attach": _SCOPE, "revise": _SCOPE, "submit": _SCOPE, "enter": _SCOPE, "hand-up": _SCOPE,
}  # fmt: skip
"""Of an administrator of an agency beside, and of one below."""
LOOKING_ON = BESIDE | dict.fromkeys(("case", "item", "figures", "filing", "file"), _MAY)
WRITING = LOOKING_ON | dict.fromkeys(("begin", "attach", "revise", "submit", "enter", "hand-up"), _MAY)
REVIEWING = LOOKING_ON
HANDLING = WRITING | dict.fromkeys(("register", "personal", "act", "draft"), _MAY)

MET: dict[str, dict[str, Any]] = {
    "supervisor": LOOKING_ON,
    "county_administrator": LOOKING_ON,
    "administrator": LOOKING_ON,
    "leader": REVIEWING,
    "head": HANDLING,
    "handler": HANDLING,
    "reviewer": REVIEWING,
    "secrecy_reviewer": REVIEWING,
    "legal_reviewer": REVIEWING,
    "publisher": WRITING,
    "beside": BESIDE,
    "below": BESIDE,
}
"""Of a token with all scopes that the post of a role gives, at each address: let in, or the refusal."""


@pytest.mark.once
def test_a_token_meets_what_its_maker_may_role_by_action(made: County) -> None:
    assert set(MET) == {role for role, post in ROLES.items() if post is not None}
    filing = sign(made.science, 2025, made.officers["head"]).filing_id
    keys = {
        "case": apply(made).pk, "item": begin(made).pk, "filing": filing, "science": made.science.pk,
    }  # fmt: skip
    for role, table in MET.items():
        asks = machine(made, role)
        met = {}
        for name, (method, path, body) in ADDRESSES.items():
            status = asks.ask(method, path.format(**keys), body).status_code
            met[name] = _MAY if status in (200, 201, 409, 415, 422, 428) else status
        # The state of things answers 404 for a collector that is none of the agency's.
        if role in ("head", "handler", "publisher"):
            met["hand-up"] = _MAY if met["hand-up"] == 404 else met["hand-up"]
        assert met == table, role


ODD: tuple[Any, ...] = (
    None, [], "x", 1, True, {}, {"": ""}, {"seen": 9}, {"on": "0000-00-00"}, {"on": 10**30}, {"on": {}}, {"on": [[]]},
    {"agency": 2**70}, {"agency": -1}, {"applicants": [None]}, {"title": "\x01"}, {"parts": [{"ground": 2**70}]},
    {"consultation": 2**70, "on": "2026-03-02"}, {"office": "x' OR 1=1", "handler": -(2**63)}, {"kind": "=1+1"},
    {"figures": {"a.b": "1e400000000", "..": "sNaN", "x.y": "9" * 400}, "source": "s", "reason": "r"},
    {"applicants": [{**NEW["applicants"][0], "kind": "KING"}]},
)  # fmt: skip


def test_nothing_odd_that_is_sent_is_a_fault_of_ours(made: County) -> None:
    asks = machine(made, "head")
    keys = {
        "case": apply(made).pk, "item": begin(made).pk, "science": made.science.pk,
        "filing": sign(made.science, 2025, made.officers["head"]).filing_id,
    }  # fmt: skip
    whole = {"register": NEW, "begin": ITEM, "revise": ITEM, "draft": ADDRESSES["draft"][2]}
    acts = [("POST", f"/desk/applications/{{case}}/acts/{deed.name}", {}) for deed in DEEDS]
    met = set()
    for method, path, body in (*ADDRESSES.values(), *acts):
        address = path.format(**keys)
        named = next((each for name, each in whole.items() if ADDRESSES[name][2] is body), {})
        odd_ones = () if method == "GET" else ODD[8::7] if "/acts/" in path else ODD
        for odd in odd_ones:
            sent = {**named, **odd} if isinstance(odd, dict) else odd
            row = Item.objects.get(pk=keys["item"]) if "/items/" in path else Application.objects.get(pk=keys["case"])
            tag = "e0" if "figures" in path else f"v{row.version}"
            met.add(asks.ask(method, address, sent, If_Match=f'"{tag}"').status_code)
    assert met <= {200, 201, 400, 403, 404, 409, 412, 415, 422}
    assert {422, 409} <= met
    for query in ("limit=0", "limit=x", "cursor=x", "stage=x", f"agency={2**70}", "closed=maybe", "due_until=1"):
        assert asks.get(f"/desk/applications?{query}").status_code == 422
    for key in ("0", "-1", str(2**70), "x", "1%00"):
        assert asks.get(f"/desk/applications/{key}").status_code in (404, 422)


def test_a_token_never_reaches_beside_whatever_else_its_maker_holds(made: County) -> None:
    officer, desk = made.officers["handler"], machine(made)
    Post.objects.create(officer=officer, agency=made.water, duty="handler", from_on=TODAY - timedelta(9))
    other = applications.register(
        made.water, channel=Channel.COUNTER, arrived_on=TODAY, applicants=[WANG], description=WANTED, by=SYSTEM
    )
    assert desk.token.agency == made.science
    path = f"/desk/applications/{other.pk}"
    assert code_of(desk.get(path)) == (404, "not-found")
    assert code_of(desk.post(f"{path}/personal", {"reason": "核对"})) == (404, "not-found")
    assert code_of(desk.post("/desk/applications", {**NEW, "agency": made.water.pk})) == (404, "not-found")
    assert other.pk not in [each["id"] for each in data_of(desk.get("/desk/applications"))["data"]]
    officer.is_superuser = True
    officer.save(update_fields=["is_superuser"])
    assert code_of(desk.get(path)) == (404, "not-found")


def test_a_token_ends_with_its_day_its_revocation_and_its_makers_post(made: County) -> None:
    desk = machine(made)
    data_of(desk.get("/desk/applications"))
    for secret in ("", "x", desk.secret[:-1], desk.secret[:-1] + "A" if desk.secret[-1] != "A" else "B"):
        assert code_of(Machine(desk.token, secret).get("/desk/applications")) == (401, "not-authenticated")
    rows = Token.objects.filter(pk=desk.token.pk)
    rows.update(until_on=TODAY - timedelta(1))
    assert code_of(desk.get("/desk/applications")) == (401, "token-expired")
    rows.update(until_on=TODAY)
    data_of(desk.get("/desk/applications"))
    post = made.officers["handler"].posts.get()
    Post.objects.filter(pk=post.pk).update(duty="leader")
    assert code_of(desk.post("/desk/applications", NEW)) == (403, "scope-missing")
    Post.objects.filter(pk=post.pk).update(duty="handler", until_on=TODAY - timedelta(1))
    assert code_of(desk.get("/desk/applications")) == (401, "token-without-post")
    Post.objects.filter(pk=post.pk).update(until_on=None)
    made.officers["handler"].__class__.objects.filter(pk=made.officers["handler"].pk).update(is_active=False)
    assert code_of(desk.get("/desk/applications")) == (401, "token-without-post")
    made.officers["handler"].__class__.objects.filter(pk=made.officers["handler"].pk).update(is_active=True)
    data_of(desk.post("/desk/applications", NEW, Idempotency_Key="k"), 201)
    services.revoke(desk.token, at=timezone.now(), by=actor(made))
    assert code_of(desk.post("/desk/applications", NEW, Idempotency_Key="k")) == (401, "token-revoked")
    assert Token.objects.get(pk=desk.token.pk).used_at is not None


def test_the_same_call_under_the_same_key_is_taken_in_once(made: County) -> None:
    desk, before = machine(made), Application.objects.count()
    first = desk.post("/desk/applications", NEW, Idempotency_Key="a-1")
    again = desk.post("/desk/applications", NEW, Idempotency_Key="a-1")
    assert data_of(first, 201) == data_of(again, 201)
    assert (first.headers.get("Idempotent-Replayed"), again["Idempotent-Replayed"]) == (None, "true")
    assert Application.objects.count() == before + 1
    other = desk.post("/desk/applications", {**NEW, "description": "另一件"}, Idempotency_Key="a-1")
    assert code_of(other) == (422, "idempotency-key-reused")
    bad = {**NEW, "arrived_on": str(TODAY + timedelta(1))}
    assert code_of(desk.post("/desk/applications", bad, Idempotency_Key="a-2")) == (409, "day-ahead")
    assert Answered.objects.count() == 1  # what was refused did nothing, and is judged anew
    data_of(desk.post("/desk/applications", NEW, Idempotency_Key="a-2"), 201)
    elsewhere = machine(made, "head").post("/desk/applications", NEW, Idempotency_Key="a-1")
    assert "Idempotent-Replayed" not in elsewhere.headers
    assert code_of(desk.post("/desk/applications", NEW, Idempotency_Key="键")) == (422, "wrong-parameters")
    kept = Answered.objects.filter(token=desk.token).values("body", "digest", "key_hash")
    assert not [row for row in kept if any(words in str(row) for words in PERSONAL)]


def test_an_answer_is_given_again_to_who_may_still_have_it(made: County) -> None:
    desk = machine(made)
    post, key = made.officers["handler"].posts.get(), {"Idempotency_Key": "b-1"}
    new = data_of(desk.post("/desk/applications", NEW, **key), 201)
    at = f"/desk/applications/{new['id']}"
    version = {"Idempotency_Key": "b-2", "If_Match": desk.get(at)["ETag"]}
    done = desk.post(f"{at}/acts/comment", {"text": "已电话联系"}, **version)
    rows = Answered.objects.filter(token=desk.token)
    assert done.status_code == 200, done.content.decode()
    assert [row.scopes for row in rows.order_by("pk")] == [
        "applications:register", "applications:act applications:read",
    ]  # fmt: skip
    assert {(row.agency_id, row.application_id) for row in rows} == {(made.science.pk, new["id"])}
    before = Application.objects.count()
    Post.objects.filter(pk=post.pk).update(duty="leader")
    assert code_of(desk.post("/desk/applications", NEW, **key)) == (403, "scope-missing")
    assert code_of(desk.post(f"{at}/acts/comment", {"text": "已电话联系"}, **version)) == (403, "scope-missing")
    Post.objects.filter(pk=post.pk).update(duty="handler")
    rows.update(agency=made.water)  # beside what the token sees, as after the tree has changed
    assert code_of(desk.post("/desk/applications", NEW, **key)) == (404, "not-found")
    rows.update(agency=made.science)
    assert desk.post("/desk/applications", NEW, **key)["Idempotent-Replayed"] == "true"
    rows.update(body="")  # as erasing leaves it
    assert code_of(desk.post("/desk/applications", NEW, **key)) == (409, "idempotency-answer-gone")
    assert Application.objects.count() == before
