"""Help on the pages of agencies and people."""

from django.utils.translation import gettext_lazy as _

from gongkai.ui.help import Help

TITLE = _("机关和人员")
HELP = (
    Help(
        "agencies:list agencies:add agencies:move agencies:dissolve agencies:succeed agencies:regions "
        "agencies:add-region agencies:edit-region",
        _("登记行政机关和它的隶属、沿革。能看到哪些机关，由任职和隶属决定：看得到本机关和下级，看不到旁边的。"),
        _(
            "新机关登记以后，设科室、指定政府信息公开工作机构，再请人任职。机构改革的，登记沿革；原机关收到的申请办结以后，再登记撤销。"
        ),
        ("条例第3条", "条例第4条"),
    ),
    Help(
        "agencies:detail agencies:edit agencies:add-office agencies:rename-office agencies:close-office",
        _("一个机关的名称、联系方式、科室、任职和沿革。联系方式会登在公开指南上。"),
        _("缺什么，页面上会写明。变了的及时改，并更新公开指南。"),
        ("条例第4条", "条例第12条第2款"),
    ),
    Help(
        "agencies:people agencies:officer agencies:edit-officer agencies:shut-out agencies:let-in agencies:appoint "
        "agencies:end-post agencies:delegate",
        _("谁在哪个机关任什么职。能办什么由职责决定；拟稿的人不审查自己的稿子。"),
        _("人员变动的，先结束原来的任职，再请接手的人。审查人离开几天的，由本人委托代行。"),
        ("条例第4条", "条例第17条"),
    ),
    Help(
        "agencies:members agencies:add-member agencies:member-leaves agencies:carry-members-over",
        _("填报名单：年度报告汇总哪些单位。名单按年定，以上一年的为底。"),
        _("每年编报告以前核对一遍；年中撤销或者新设的，写明日期。"),
        ("条例第49条",),
    ),
    Help(
        "agencies:exchange agencies:bring-in agencies:bring-in-confirm",
        _("用表格成批导入、导出区划、机关、科室和人员。"),
        _("先下载空表，填好上传；系统逐行核对，确认以后才写入，有错的一行也不写。"),
    ),
)
