import json
import re
import time

import pytest
from tests.law.calendars import NEXT

from gongkai.cli.due import CHANNELS
from gongkai.law.channels import Channel
from gongkai.law.clock import OPENING, Kind


def test_due_in_words(run):
    shown = run("due", "--received", "2026-09-30", "--today", "2026-10-20")
    assert (shown.exit_code, shown.stderr) == (0, "")
    lines = shown.stdout.splitlines()
    assert lines[:2] == ["答复期限至  2026年11月3日（周二）", "状态        办理中，还剩10个工作日"]
    assert lines[3] == "   2  2026年9月30日收到申请，答复期限为20个工作日，至2026年11月3日。（条例第33条第2款）"
    assert "延长答复期限（至2026年11月3日）" in lines[-1]


def test_a_key_written_twice_behind_thousands_of_others_is_found_at_once(run):
    keys = "".join(f', "{number:x}": 1' for number in range(60_000))
    began = time.process_time()
    done = run("due", "--cases", "-", input=f'{{"received": "2026-09-30"{keys}, "z": 1, "z": 2}}')
    assert json.loads(done.stdout)["error"]["message"] == "“z”写了两次。"
    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    ("events", "due", "state"),
    [
        ([], "2026-11-03", "handling"),
        (["extended=2026-10-20:10"], "2026-11-17", "handling"),
        (["consultation_begun=2026-10-12", "consultation_ended=2026-10-16"], "2026-11-10", "handling"),
        (["supplement_asked=2026-10-12"], "2026-11-03", "awaiting_supplement"),
        (["supplement_asked=2026-10-12", "supplemented=2026-10-16"], "2026-11-13", "handling"),
        (["reasons_asked=2026-10-12", "delay_set=2026-12-01"], "2026-12-01", "handling"),
        (["replied=2026-10-20"], "2026-11-03", "replied"),
        (["withdrawn=2026-10-20"], "2026-11-03", "withdrawn"),
    ],
)
def test_due_as_json(run, events, due, state):
    args = [part for event in events for part in ("--event", event)]
    shown = json.loads(run("due", "--received", "2026-09-30", *args, "--json").stdout)
    assert (shown["due"], shown["state"], shown["provisional"], shown["days_left"]) == (due, state, False, None)
    assert all(set(step) == {"on", "text", "citation"} for step in shown["steps"])


def test_due_as_json_with_today_says_what_is_lawful_next(run):
    shown = json.loads(run("due", "--received", "2026-09-30", "--today", "2026-11-04", "--json").stdout)
    assert shown["days_left"] == -1
    following = {act["name"]: act for act in shown["next"]}
    assert following["extended"]["lawful"] is False
    assert following["extended"]["refusal"]["code"] == "extension-after-due"
    assert following["replied"] == {"name": "replied", "lawful": True, "until": "2026-11-03", "refusal": None}


def test_provisional_until_the_site_adds_the_notice(run, folder):
    received = f"{NEXT - 1}-12-10"
    national = json.loads(run("due", "--received", received, "--json").stdout)
    with_notice = json.loads(run("due", "--received", received, "--json", "--calendar", "calendar").stdout)
    assert (national["provisional"], with_notice["provisional"]) == (True, False)
    assert "暂定" in run("due", "--received", received).stdout


def test_channel_that_needs_confirmation(run):
    waiting = run("due", "--received", "2026-09-30", "--channel", "internet", "--json")
    assert json.loads(waiting.stdout)["due"] is None
    confirmed = run(
        "due", "--received", "2026-09-30", "--channel", "internet", "--event", "confirmed=2026-10-08", "--json"
    )
    assert json.loads(confirmed.stdout)["due"] == "2026-11-04"
    assert run("due", "--received", "2026-09-30", "--channel", "internet").exit_code == 0


def test_overdue_in_words(run):
    shown = run("due", "--received", "2026-09-30", "--today", "2026-11-05")
    assert "办理中，已逾期2个工作日" in shown.stdout
    late = run("due", "--received", "2026-09-30", "--event", "replied=2026-11-05")
    assert "已答复，已逾期" in late.stdout


def test_in_english(run):
    shown = run("due", "--received", "2026-09-30", "--lang", "en").stdout
    assert shown.splitlines()[0] == "Due         2026-11-03 (Tue)"
    assert "received on 2026-09-30" in shown.replace("Received on", "received on")


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        ([], 2, "请写明 --received（一件）或者 --cases（多件），只写一个。"),
        (["--received", "30.9.2026"], 2, "“30.9.2026”不是日期"),
        (["--received", "20260930"], 2, "“20260930”不是日期"),
        (["--received", "2026-09-30", "--event", "extended"], 2, "“extended”不是事件"),
        (["--received", "2026-09-30", "--event", "extended=soon:10"], 2, "“soon”不是日期"),
        (["--received", "2026-09-30", "--event", "extended=2026-10-20:x"], 2, "不是事件"),
        (["--received", "2026-09-30", "--event", "slept=2026-10-20"], 2, "没有名为“slept”的事件。"),
        (["--received", "2026-09-30", "--event", "replied=2026-10-20:3"], 2, "“答复”不带天数。"),
        (["--received", "2026-09-30", "--event", "extended=2026-10-20:21"], 1, "依据：条例第33条第2款。"),
        (["--received", "2026-09-30", "--event", "supplemented=2026-10-20"], 1, "没有等待中的补正"),
        (["--received", "2046-09-30"], 1, "没有2046年的放假安排"),
        (["--received", "2026-09-30", "--calendar", "nowhere"], 2, "日历目录nowhere无法读取"),
        (["--cases", "-", "--event", "replied=2026-10-20"], 2, "事件和提交渠道写在文件里"),
        (["--cases", "nowhere.jsonl"], 2, "nowhere.jsonl：没有这个文件。"),
    ],
)
def test_refusals(run, args, code, words):
    refused = run("due", *args)
    assert (refused.exit_code, refused.stdout) == (code, "")
    assert words in refused.stderr
    assert refused.stderr.count("\n") <= 2


def test_cases_are_answered_in_order_and_errors_included(run):
    lines = [
        '{"received": "2026-09-30", "events": [["extended", "2026-10-20", 10]]}',
        "",
        '{"id": "甲-7", "received": "2026-09-30", "events": [["replied", "2026-10-20", null]], "today": "2026-10-20"}',
        '{"received": "2026-09-30", "channel": "fax"}',
        '{"received": "2026-09-30", "events": [["extended", "2026-10-20", 21]]}',
        "not json",
        "[]",
        '{"received": 20260930}',
        '{"received": "2026-09-30", "event": []}',
        '{"received": "2026-09-30", "events": {}}',
        '{"received": "2026-09-30", "events": [["extended", "2026-10-20", "10"]]}',
        '{"received": "2026-09-30", "events": [["extended", "2026-10-20", true]]}',
        '{"received": "2026-09-30", "channel": ["fax"]}',
        '{"received": "2026-09-30", "events": [["slept", "2026-10-20"]]}',
        "[" * 100_000,
        '{"received": "2026-09-30"}',
    ]
    done = run("due", "--cases", "-", input="\n".join(lines))
    assert (done.exit_code, done.stderr) == (1, "")
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer["line"] for answer in answers] == [1, *range(3, 17)]
    assert [answer.get("due", answer.get("error", {}).get("code")) for answer in answers] == [
        "2026-11-17",
        "2026-11-03",
        None,
        "extension-days",
        *["case-malformed"] * 8,
        "unknown-event",
        "case-malformed",
        "2026-11-03",
    ]
    assert (answers[1]["id"], answers[1]["state"]) == ("甲-7", "replied")
    assert set(answers[3]["error"]) == {"code", "message", "hint", "citation"}


@pytest.mark.parametrize(
    ("today", "state"),
    [
        ("2026-11-06", "办理中，还剩0个工作日"),
        ("2026-11-07", "办理中，已逾期"),
        ("2026-11-08", "办理中，已逾期"),
        ("2026-11-09", "办理中，已逾期1个工作日"),
    ],
)
def test_a_case_is_overdue_on_the_days_off_after_its_last_day(run, today, state):
    shown = run("due", "--received", "2026-10-10", "--today", today).stdout.splitlines()
    assert shown[:2] == ["答复期限至  2026年11月6日（周五）", f"状态        {state}"]


def test_a_line_longer_than_any_case_ends_the_answers(run):
    done = run("due", "--cases", "-", input='{"received": "2026-09-30"}\n' + "x" * 2**20)
    assert (done.exit_code, len(done.stdout.splitlines())) == (2, 1)
    assert done.stderr == "错误：第2行太长，不是一件案件。请确认没有选错文件，并且每件案件各占一行。\n"


def test_cases_without_errors_exit_0(run, folder):
    done = run("due", "--cases", "cases.jsonl", "--today", "2026-10-20")
    assert (done.exit_code, json.loads(done.stdout)["days_left"]) == (0, 20)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_help_names_every_event_and_every_channel(run, lang):
    shown = run("due", "--help", "--lang", lang).stdout
    words = set(re.findall(r"[a-z_]+", shown))
    assert {kind.value for kind in Kind if kind not in OPENING} - words == set()
    assert {channel.value for channel in Channel} - words == set()
    assert set(CHANNELS) == {channel.value for channel in Channel}


def test_odd_lines_of_cases_are_told_what_is_wrong_and_answers_are_json(run):
    lines = {
        '{"received": "2026-09-30", "id": NaN}': "这一行不是 JSON。",
        '{"received": "2026-09-30", "id": -1e999}': "这一行不是 JSON。",
        '{"received": "2026-09-30", "received": "2026-10-09"}': "“received”写了两次。",
        '{"received": null}': "“null”不是日期，日期应写作 2026-09-30。",
        '{"received": "2026-9-30"}': "“2026-9-30”不是日期，日期应写作 2026-09-30。",
        '{"received": "2026-09-30", "events": null}': "events 应为列表。",
        "\ufffd": "这一行不是 JSON。",
    }
    done = run("due", "--cases", "-", input="\n".join(lines))

    def refuse(name):
        raise ValueError(f"{name} is no JSON")

    answers = [json.loads(line, parse_constant=refuse) for line in done.stdout.splitlines()]
    assert [answer["error"]["message"] for answer in answers] == list(lines.values())


@pytest.mark.parametrize(
    ("events", "due", "state"),
    [
        (["supplement_asked=2026-10-12:15", "supplement_lapsed=2026-11-03"], "2026-11-03", "not_processed"),
        (["consultation_begun=2026-10-12"], "2026-11-03", "consulting"),
        (["reasons_asked=2026-10-12", "reasons_given=2026-10-14"], "2026-11-03", "handling"),
        (["fee_noticed=2026-10-12"], "2026-11-03", "awaiting_payment"),
        (["fee_noticed=2026-10-12", "fee_paid=2026-10-20"], "2026-11-17", "handling"),
        (["fee_noticed=2026-10-12", "fee_lapsed=2026-11-10"], "2026-11-03", "not_processed"),
        (["reasons_asked=2026-10-12", "delay_set=2026-10-14:40"], "2026-12-09", "handling"),
    ],
)
def test_every_event_can_be_written_on_the_command_line(run, events, due, state):
    args = [part for event in events for part in ("--event", event)]
    shown = json.loads(run("due", "--received", "2026-09-30", *args, "--json").stdout)
    assert (shown["due"], shown["state"]) == (due, state)


@pytest.mark.parametrize(("event", "state"), [("supplement_asked", "补正中"), ("fee_noticed", "待缴费")])
def test_a_last_day_that_stands_still_is_shown_as_such(run, event, state):
    shown = run("due", "--received", "2026-09-30", "--event", f"{event}=2026-10-12", "--today", "2026-10-15").stdout
    assert shown.splitlines()[:2] == [
        "答复期限至  2026年11月3日（周二）　停止计算",
        f"状态        {state}，停止计算时还剩16个工作日",
    ]
