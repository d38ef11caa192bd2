"""Help on the pages of reconsideration and litigation."""

from django.utils.translation import gettext_lazy as _

from gongkai.ui.help import Help

TITLE = _("复议和诉讼")
HELP = (
    Help(
        "remedies:list remedies:register remedies:detail remedies:act remedies:personal remedies:import "
        "remedies:import-confirm",
        _("因政府信息公开被申请复议、被起诉和被投诉举报的案件，以及每一步的期限。"),
        _("收到通知的当天登记；先看由谁办、到哪一天为止要答复和举证。"),
        ("条例第51条",),
    ),
    Help(
        "remedies:bundle",
        _("把要证明的事和材料编成一本证据，页码和目录自动排好。"),
        _("缺的材料会列出来；补齐再编一次。"),
        ("条例第51条",),
    ),
    Help(
        "remedies:figures remedies:lessons remedies:feedback remedies:readings remedies:decide-reading "
        "remedies:take-back",
        _("复议诉讼的结果、被纠正的原因和年度报告表四。"),
        _("被纠正的，看原因，转为整改。"),
        ("条例第50条", "条例第51条"),
    ),
)
