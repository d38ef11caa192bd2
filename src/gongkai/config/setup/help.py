"""Help on the pages of setting a site up."""

from django.utils.translation import gettext_lazy as _

from gongkai.ui.help import Help

TITLE = _("首次设置")
HELP = (
    Help(
        "setup:index setup:agency setup:people setup:guide setup:calendar setup:catalogue setup:mail setup:keys",
        _("把刚装好的网站设置到能用：机关、人员、公开指南、工作日历、目录、邮件、密钥。"),
        _("照次序做最省事；哪一步都可以先放下。都做完或者决定以后再补的，点“完成设置”。"),
        ("条例第4条", "条例第12条", "条例第17条"),
    ),
)
