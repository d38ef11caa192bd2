"""Help on the pages of archives and erasure."""

from django.utils.translation import gettext_lazy as _

from gongkai.ui.help import Help

TITLE = _("归档和清除")
HELP = (
    Help(
        "archives:home archives:cases archives:period archives:hold archives:release archives:export "
        "archives:export-journal",
        _("办结案件的保管期限、暂停清除和归档包。登记、审核、办理、答复、归档各环节都要有记录。"),
        _("到期以前先导出归档包并移交；还有复议、诉讼的，暂停清除。"),
        ("条例第45条",),
    ),
    Help(
        "archives:erasure archives:propose archives:decide",
        _("申请人的个人信息过了保管期限，清除以后统计数字不变。"),
        _("一人提出，另一人核对以后决定；清除了就不能恢复。"),
    ),
)
