"""Help on the pages of who runs the site, and on the home page of the desk."""

from django.utils.translation import gettext_lazy as _

from gongkai.ui.help import Help

TITLE = _("工作台和网站")
HELP = (
    Help(
        "ui:home ui:due ui:help",
        _("今天要办的事：逾期的、今天到期的、等您办的、等别人办的。剩几天按工作日算。"),
        _("从逾期的和今天到期的办起；点开一项就到办理的页面。"),
        ("条例第33条", "条例第26条"),
    ),
    Help(
        "status",
        _("网站的运行状况：数据库、磁盘、密钥、后台任务、留痕核验、放假安排。"),
        _("标着有问题的，先办；每一行写着怎么办。"),
    ),
)
