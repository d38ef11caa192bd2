"""Help on the pages of the ledgers of duties."""

from django.utils.translation import gettext_lazy as _

from gongkai.ui.help import Help

TITLE = _("组织保障")
HELP = (
    Help(
        "duties:home",
        _("组织领导、培训、考核、建议提案和整改五本台账，年度报告要用。"),
        _("做了的当时记，不要到年底补。"),
        ("条例第46条", "条例第48条", "条例第50条"),
    ),
    Help(
        "leading:list leading:agency leading:group leading:charge leading:end leading:set-up leading:show "
        "leading:state leading:strike leading:import leading:import-confirm",
        _("领导小组和责任人：谁是第一责任人，谁分管，从哪一天起。"),
        _("人员变动的，登记新的，旧的自动到期；哪一天是谁，以后都查得到。"),
        ("条例第3条", "条例第4条"),
    ),
    Help(
        "training:list training:add training:detail training:edit training:plan training:invite training:complete "
        "training:cancel training:code training:tick training:attend training:figures training:import "
        "training:import-confirm",
        _("培训：计划、签到和记录。"),
        _("培训当天用签到码签到，结束以后登记完成；没有参加过的人会列出来。"),
        ("条例第48条",),
    ),
    Help(
        "assessment:list assessment:begin assessment:detail assessment:of-agency assessment:sets assessment:set "
        "assessment:make-set assessment:copy-set assessment:edit-set assessment:add-indicator "
        "assessment:edit-indicator assessment:remove-indicator assessment:act assessment:score assessment:give "
        "assessment:object assessment:answer assessment:recompute assessment:conclude assessment:appraisals "
        "assessment:appraise assessment:accountability assessment:account assessment:hold-to-account "
        "assessment:import assessment:import-confirm assessment:import-surveys assessment:import-surveys-confirm "
        "assessment:import-accounts assessment:import-accounts-confirm",
        _("考核、社会评议和责任追究。能由系统算的指标由系统算，每一分都能点开看依据。"),
        _("先发给被考核的机关核对，收了意见再定；结果公布以后不改。"),
        ("条例第46条",),
    ),
    Help(
        "motions:list motions:register motions:detail motions:act motions:opine motions:personal motions:counts "
        "motions:import motions:import-confirm",
        _("人大代表建议和政协提案的办理与答复公开。"),
        _("登记交办的日期和期限，办理中与代表、委员联系，答复以后登记是否公开。"),
    ),
    Help(
        "rectification:list rectification:raise rectification:detail rectification:act rectification:report "
        "rectification:part-five rectification:confirm-parts rectification:evidence rectification:told "
        "rectification:import rectification:import-confirm",
        _("整改：存在的问题、改进的情况和结论。年度报告第五部分从这里来。"),
        _("写清问题从哪里来、谁负责、什么时候改完；改完的附上证据，由别人核实。"),
        ("条例第47条", "条例第50条"),
    ),
)
