"""Help on the pages of disclosure on application (依申请公开)."""

from django.utils.translation import gettext_lazy as _

from gongkai.ui.help import Help

TITLE = _("依申请公开")
HELP = (
    Help(
        "applications:list applications:workload",
        _("本机关的申请，按期限排列；快到期和逾期的标在前面。"),
        _("打开一件，页面上写着下一步能办什么、到哪一天为止、依据哪一条。"),
        ("条例第33条", "条例第45条"),
    ),
    Help(
        "applications:register applications:batch applications:batch-registered",
        _("登记当面、邮寄、传真等收到的申请。收到之日按渠道确定，答复期限从这一天起算。"),
        _("邮寄的写签收的日期；传真和网上收到的，与申请人确认之日为收到之日。口头提出的由工作机构代填。"),
        ("条例第28条", "条例第29条", "条例第31条"),
    ),
    Help(
        "applications:detail applications:act applications:draft applications:personal",
        _("一件申请从收到到归档的全部过程，期限每一步怎样算出来，下一步可以办什么。"),
        _(
            "内容不明确的，7个工作日内一次性告知补正；涉及第三方的书面征求意见；要延期的，经公开工作机构负责人同意并告知申请人。"
        ),
        ("条例第30条", "条例第32条", "条例第33条", "条例第36条"),
    ),
    Help(
        "applications:enclose applications:enclosure applications:record-do applications:record-page",
        _("答复所附的材料，以及区分处理：把不应公开的内容去掉，其余提供给申请人。"),
        _("逐处标明去掉的是什么、依据哪一条；另一人核对以后才能附在答复里。"),
        ("条例第37条", "条例第40条"),
    ),
    Help(
        "applications:rectifications applications:register-rectification applications:rectification "
        "applications:close-rectification applications:rectification-personal",
        _("申请人要求更正与自身相关、记录不准确的政府信息。"),
        _("先看证据和是不是本机关职能；属实的更正并告知，不属本机关职能的转送并告知，或者告知向哪个机关提出。"),
        ("条例第41条",),
    ),
    Help(
        "applications:practice applications:wordings applications:wording applications:reasons "
        "applications:add-reason applications:end-reason",
        _("本机关办理申请的做法：文书用语、常用理由、确认方式。"),
        _("改了以后只影响新出的文书，已经发出的不变。"),
        ("条例第45条",),
    ),
    Help(
        "applications:interpretations applications:interpret applications:take-back",
        _("法规没有写明的地方，本网站按哪种口径办。每一项都有默认做法和理由。"),
        _("有了上级的书面口径再改，写明依据；从哪一天起用，就从哪一天起算，以前的不变。"),
    ),
    Help(
        "applications:figures applications:deadlines applications:revoke-feed",
        _("申请的数量、结果和期限。数字都能点开，看是哪几件。"),
        _("期限可以订阅到日历软件；订阅地址只给自己用，泄露了就换一个。"),
        ("条例第50条",),
    ),
)
