"""What the API says of a status and of a value that cannot be, in words: codes are for programs, words for people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gongkai.law.message import Message

STATUSES: Mapping[int, tuple[str, Message, Message | None]] = {
    400: ("bad-request", Message("请求读不懂。"), Message("请核对请求的写法：正文应为 UTF-8 编码的 JSON。")),
    401: (
        "not-authenticated",
        Message("这个接口要出示令牌，或者出示的令牌无效、已经过期、已经撤销。"),
        Message("请在 Authorization 请求头里出示令牌：Bearer 后接令牌。"),
    ),
    403: ("forbidden", Message("这个令牌不能办这件事。"), Message("请向签发令牌的管理员要相应的权限。")),
    404: ("not-found", Message("没有这个地址，或者它指的内容不公开。"), Message("请核对地址和编号。")),
    405: ("method-not-allowed", Message("这个地址不接受这种方法。"), Message("能用的方法见 Allow 响应头。")),
    406: ("not-acceptable", Message("没有您要的格式。"), None),
    409: ("conflict", Message("现在的状态不允许这样办，没有办理。"), Message("请重新读取后再办。")),
    410: ("gone", Message("内容已经撤下。"), None),
    412: (
        "changed-meanwhile",
        Message("您读取之后，内容已经被改动，没有办理。"),
        Message("请重新读取，用新的 ETag 再办。"),
    ),
    413: ("too-large", Message("请求太大，没有收下。"), Message("请减小内容或者文件。")),
    415: (
        "wrong-content-type",
        Message("请求正文的类型不对。"),
        Message("请把 Content-Type 写成 application/json；要附文件的，用 multipart/form-data。"),
    ),
    422: ("wrong-parameters", Message("请求里有的内容不合要求，没有办理。"), Message("哪一处、为什么，见 where。")),
    428: (
        "condition-required",
        Message("改动之前要说明您改的是哪一版。"),
        Message("请先读取，把响应头里的 ETag 放进 If-Match 请求头。"),
    ),
    429: ("too-many", Message("请求太频繁。"), Message("请等 Retry-After 响应头所说的秒数再来。")),
    500: (
        "fault",
        Message("系统出错了，这一步没有办成。"),
        Message("请稍后再试。仍然不行的，请把 request_id 告诉管理员。"),
    ),
    503: (
        "unavailable",
        Message("暂时不能服务。"),
        Message("请过一会儿用同一个 Idempotency-Key 再试：已经办成的不会办第二次。"),
    ),
}
"""Of each status the code, the message and what to do."""

_VALUES: Mapping[str, Message] = {
    "missing": Message("必填。"),
    "int_parsing": Message("应为整数。"),
    "int_type": Message("应为整数。"),
    "int_from_float": Message("应为整数。"),
    "int_parsing_size": Message("数字太大。"),
    "decimal_parsing": Message("应为数字。"),
    "decimal_type": Message("应为数字。"),
    "float_parsing": Message("应为数字。"),
    "bool_parsing": Message("应为 true 或者 false。"),
    "bool_type": Message("应为 true 或者 false。"),
    "string_type": Message("应为文字。"),
    "list_type": Message("应为数组。"),
    "dict_type": Message("应为对象。"),
    "model_type": Message("应为对象。"),
    "model_attributes_type": Message("应为对象。"),
    "date_parsing": Message("应为日期，如 2026-03-02。"),
    "date_from_datetime_parsing": Message("应为日期，如 2026-03-02。"),
    "date_from_datetime_inexact": Message("应为日期，如 2026-03-02。"),
    "date_type": Message("应为日期，如 2026-03-02。"),
    "datetime_parsing": Message("应为时刻，如 2026-03-02T09:30:00+08:00。"),
    "datetime_from_date_parsing": Message("应为时刻，如 2026-03-02T09:30:00+08:00。"),
    "uuid_parsing": Message("应为 UUID。"),
    "uuid_type": Message("应为 UUID。"),
    "extra_forbidden": Message("没有这一项。"),
    "greater_than_equal": Message("不能小于{bound}。"),
    "less_than_equal": Message("不能大于{bound}。"),
    "string_too_short": Message("不能少于{bound}个字符。"),
    "string_too_long": Message("不能多于{bound}个字符。"),
    "too_short": Message("不能少于{bound}项。"),
    "too_long": Message("不能多于{bound}项。"),
    "string_pattern_mismatch": Message("写法不对。"),
    "literal_error": Message("应为{bound}之一。"),
    "enum": Message("应为{bound}之一。"),
    "json_invalid": Message("不是 JSON。"),
}
"""What is said of a value, by what pydantic calls what is wrong with it."""

_BOUNDS = ("ge", "le", "min_length", "max_length", "expected")


def wrong_value(kind: str, context: Mapping[str, Any]) -> Message | None:
    """Say what is wrong with a value; None where only the check itself can say it."""
    if kind == "value_error":
        return None
    found = _VALUES.get(kind)
    if found is None:
        return Message("不合要求。")
    bound = next((context[name] for name in _BOUNDS if name in context), None)
    return found if bound is None else Message(found.template, bound=str(bound).replace(" or ", ", "))
