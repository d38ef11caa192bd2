"""`gongkai report`: annual reports (年度报告) read, checked, shown, converted, compared."""

from __future__ import annotations

from gongkai.cli.commands import Group
from gongkai.law.message import Message

report = Group(
    "report",
    about=Message("读取、核对、转换、比较年度报告。\n文件的格式按内容辨认，不看名称；写“-”为标准输入。"),
    below={
        "check": ("gongkai.cli.report.check:check", Message("核对年报：勾稽关系、数字与文字、今年与去年。")),
        "show": ("gongkai.cli.report.show:show", Message("在终端里看一份年报。")),
        "figures": ("gongkai.cli.report.figures:figures", Message("取出三张表的数字。")),
        "convert": (
            "gongkai.cli.report.convert:convert",
            Message("换一种格式写出：HTML、DOCX、XLSX、PDF、纯文本、JSON。"),
        ),
        "form": ("gongkai.cli.report.form:form", Message("写出空白的年报填报表（XLSX），供各单位填数。")),
        "diff": (
            "gongkai.cli.report.diff:diff",
            Message("比较两份年报：数字的增减和幅度、结转是否衔接、逐句列出文字改动。"),
        ),
        "chain": (
            "gongkai.cli.report.chain:chain",
            Message("把同一机关多年的年报连成一串，找出上年结转对不上、年度缺失和前后改动的数字。"),
        ),
        "rollup": (
            "gongkai.cli.report.rollup:rollup",
            Message("按汇总计划把成员单位的年报相加，得出本级或者本行政区域的年报。"),
        ),
        "atlas": (
            "gongkai.cli.report.atlas:atlas",
            Message(
                "把成批核对的结果做成可以离线浏览的网页：各年度各地区有多少份数字相合、常见问题、办理结果、各机关历年情况。"
            ),
        ),
        "demo": ("gongkai.cli.report.demo:demo", Message("用一份真实的年报演示。")),
        "synth": (
            "gongkai.cli.report.synth:synth",
            Message("生成仿真的年报，真值已知，可以注入已知的错误，用于测试和试用。"),
        ),
    },
    examples=[
        ("gongkai report check report.html", Message("核对一份年报")),
        ("gongkai report convert report.html report.docx", Message("换一种格式")),
    ],
)
