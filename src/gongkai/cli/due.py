"""`gongkai due`: the last day to reply (答复期限), for one application or for many."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gongkai.cli.commands import command, option
from gongkai.cli.errors import NOT_ALLOWED
from gongkai.cli.language import say
from gongkai.cli.values import day, event
from gongkai.law.message import Message

if TYPE_CHECKING:
    from gongkai.law.clock import Clock, Event

CHANNELS = ("counter", "signed_mail", "ordinary_letter", "internet", "fax", "oral")
"""The values of `gongkai.law.channels.Channel`, which is not imported for help alone."""


@command(
    "due",
    Message(
        "计算答复期限，列出每一步的依据。\n"
        "事件按发生的先后写，名称如下。\n"
        "收到：confirmed 与申请人确认收到。\n"
        "补正：supplement_asked 告知补正（写明天数的，为补正期限），supplemented 收到补正，"
        "supplement_lapsed 逾期不补正。\n"
        "征求意见：consultation_begun 开始，consultation_ended 结束；首尾两日都不计。\n"
        "延长：extended（写明天数）。\n"
        "大量申请：reasons_asked 要求说明理由，reasons_given 收到理由说明，"
        "delay_set 确定延迟答复（日期为延迟到的日期；写明天数的，自该日起算）。\n"
        "收费：fee_noticed 通知缴费，fee_notice_received 申请人收到通知，fee_paid 缴费，fee_lapsed 逾期不缴费。\n"
        "办结：replied 答复，withdrawn 撤回。\n"
        "提交渠道：counter 当面，signed_mail 邮寄（签收），ordinary_letter 平常信函，internet 互联网，"
        "fax 传真，oral 口头代填。\n"
        '多件案件写成文件，每行如 {{"received": "2026-09-30", "events": [["extended", "2026-10-20", 10]]}}，'
        "每件输出一行；有一件算不出的，其余照算，退出码为1。"
    ),
    examples=[
        ("gongkai due --received 2026-09-30", Message("从收到之日算起")),
        ("gongkai due --received 2026-09-30 --event extended=2026-10-20:10", Message("延长10个工作日")),
        (
            "gongkai due --received 2026-03-02 --event supplement_asked=2026-03-09 --event supplemented=2026-03-16",
            Message("补正后重新起算"),
        ),
        ("gongkai due --received 2026-09-30 --today 2026-10-20 --json", Message("还剩几天，供程序读取")),
        ("gongkai due --cases cases.jsonl", Message("一次算许多件")),
    ],
)
@option("--received", type=day, metavar="DATE", about=Message("收到申请之日；写了 --channel 的，为申请到达之日。"))
@option(
    "--event",
    "events",
    type=event,
    multiple=True,
    metavar="NAME=DATE[:DAYS]",
    about=Message("之后发生的一件事，可以多次写。"),
)
@option(
    "--channel",
    type=click.Choice(CHANNELS),
    metavar="NAME",
    about=Message("提交渠道，决定哪一天为收到之日；平常信函、互联网、传真另有 confirmed 事件之日为收到之日。"),
)
@option("--today", type=day, metavar="DATE", about=Message("算到这一天还剩几个工作日，此时可以做什么。"))
@option(
    "--calendar",
    "directory",
    type=click.Path(path_type=Path),
    metavar="DIR",
    about=Message("自有日历的目录，见 gongkai calendar check。"),
)
@option(
    "--cases",
    type=click.Path(allow_dash=True),
    metavar="FILE",
    about=Message("多件案件的文件，每行一件；“-”为标准输入。"),
)
@option("--json", "as_json", is_flag=True, about=Message("输出 JSON。"))
@click.pass_context
def due(
    ctx: click.Context,
    received: date | None,
    events: tuple[Event, ...],
    channel: str | None,
    today: date | None,
    directory: Path | None,
    cases: str | None,
    as_json: bool,
) -> None:
    """Print the last day to reply with its steps."""
    from gongkai.cli.cases import answer_all, as_dict, clock_of, lines_of
    from gongkai.law.calendar import load

    if (received is None) == (cases is None):
        raise click.UsageError(say(Message("请写明 --received（一件）或者 --cases（多件），只写一个。")), ctx)
    calendar = None if directory is None else load(directory)
    if cases is not None:
        if events or channel:
            raise click.UsageError(say(Message("用 --cases 时，事件和提交渠道写在文件里。")), ctx)
        with click.open_file(cases, encoding="utf-8-sig", errors="replace") as file:
            ctx.exit(NOT_ALLOWED if answer_all(lines_of(file), calendar, today) else 0)
    assert received is not None
    clock = clock_of(received, events, channel, calendar, today)
    if as_json:
        click.echo(json.dumps(as_dict(clock, today), ensure_ascii=False, indent=2))
    else:
        _show(clock, today)


def _show(clock: Clock, today: date | None) -> None:
    from gongkai.cli.terminal import pad, put, put_text, terminal
    from gongkai.law.calendar.notices import WEEKDAYS

    console = terminal()
    if clock.due is not None:
        day = Message("{day}（{weekday}）", day=clock.due, weekday=WEEKDAYS[clock.due.weekday()])
        marks = say(Message("　暂定")) if clock.provisional else ""
        marks += say(Message("　停止计算")) if _stands_still(clock) else ""
        put(console, (pad(say(Message("答复期限至")), 12), "dim"), (say(day), "head"), (marks, "warning"))
    put(console, (pad(say(Message("状态")), 12), "dim"), _state(clock))
    for number, step in enumerate(clock.steps, start=1):
        put_text(console, say(step), lead=f"{number:4}", indent=6)
    if today is not None:
        lawful = [_named(act.kind.label, act.until) for act in clock.lawful_next(today) if act.is_lawful]
        words = say(Message("、")).join(lawful) or say(Message("没有可办的事"))
        put_text(console, words, lead=say(Message("此时可以")), indent=12)


def _state(clock: Clock) -> tuple[str, str]:
    state, days = clock.state.label, clock.days_left
    if clock.late:
        return say(Message("{state}，已逾期", state=state)), "error"
    if clock.overdue and not days:
        return say(Message("{state}，已逾期", state=state)), "error"  # no working day since, but days off
    if days is None:
        return say(state), ""
    if days < 0:
        return say(Message("{state}，已逾期{days}个工作日", state=state, days=-days)), "error"
    if _stands_still(clock):
        return say(Message("{state}，停止计算时还剩{days}个工作日", state=state, days=days)), ""
    return say(Message("{state}，还剩{days}个工作日", state=state, days=days)), ""


def _stands_still(clock: Clock) -> bool:
    """Say whether the last day shown is the one of before a supplement or a payment, which may never come about."""
    from gongkai.law.clock import State

    return clock.state in (State.AWAITING_SUPPLEMENT, State.AWAITING_PAYMENT)


def _named(label: Message, until: date | None) -> str:
    return say(label) if until is None else say(Message("{act}（至{until}）", act=label, until=until))
