"""Help on the pages of oversight all year."""

from django.utils.translation import gettext_lazy as _

from gongkai.ui.help import Help

TITLE = _("全年情况")
HELP = (
    Help(
        "dashboards:home",
        _("一个机关和它下级全年的办理、公开、复议诉讼和年报情况。数字都能点开。"),
        _("每周看一遍：快到期的催办，多次被纠正的问题列入整改。"),
        ("条例第46条", "条例第47条"),
    ),
)
