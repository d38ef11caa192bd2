"""The acts of this context, as the journal keeps them. Whether one is lawful now, the law says of its event.

The same act is done in every procedure: its article is that on the ways there are (条例第51条), where there is no other
in each of them. That of the procedure stands with the event (`law.challenges`).
"""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from gongkai.journal.acts import Act
from gongkai.law.challenges import Kind

REGISTERED = Act("challenge.registered", _("登记复议诉讼"), "条例第51条")
CORRECTED = Act("challenge.corrected", _("更正登记"), "条例第51条")
PARTY_ADDED = Act("challenge.party_added", _("登记当事人"), "条例第51条")
ASSIGNED = Act("challenge.assigned", _("分办"))
DRAFTED = Act("challenge.drafted", _("拟写答复（答辩）"), "条例第51条")
FILED = Act("challenge.filed", _("登记提起"), "条例第51条")
ACCEPTED = Act("challenge.accepted", _("登记受理、立案"), "条例第51条")
COPY_RECEIVED = Act("challenge.copy_received", _("收到副本"), "条例第51条")
PROCEDURE_SET = Act("challenge.procedure_set", _("登记适用的程序"), "条例第51条")
BUNDLE_MADE = Act("challenge.bundle_made", _("编制证据材料"), "条例第51条")
ANSWERED = Act("challenge.answered", _("提交答复（答辩）和证据"), "条例第51条")
HEARING_NOTICED = Act("challenge.hearing_noticed", _("收到听证、开庭通知"), "条例第51条")
HEARD = Act("challenge.heard", _("登记听证、开庭"), "条例第51条")
MEDIATED = Act("challenge.mediated", _("登记调解"), "复议法第73条")
SUSPENDED = Act("challenge.suspended", _("登记中止"), "条例第51条")
RESUMED = Act("challenge.resumed", _("登记恢复审理"), "条例第51条")
EXTENDED = Act("challenge.extended", _("登记延长审理期限"), "条例第51条")
DECIDED = Act("challenge.decided", _("收到决定、裁判"), "条例第51条")
APPEALED = Act("challenge.appealed", _("登记上诉"), "行诉法第85条")
IN_EFFECT = Act("challenge.in_effect", _("登记裁判生效"), "行诉法第85条")
REDO_OPENED = Act("challenge.redo_opened", _("开立重新答复的案件"), "条例第51条")
REDONE = Act("challenge.redone", _("登记重新答复"), "条例第51条")
ADVICE_RECEIVED = Act("challenge.advice_received", _("收到意见书、建议书"), "条例第51条")
ADVICE_ANSWERED = Act("challenge.advice_answered", _("反馈落实情况"), "条例第51条")
LEARNED = Act("challenge.learned", _("总结教训"))
RECOMPUTED = Act("challenge.recomputed", _("按新的日历重新计算期限"))
READING_DECIDED = Act("remedies.reading_decided", _("确定救济口径"))
READING_TAKEN_BACK = Act("remedies.reading_taken_back", _("收回救济口径"))

ACT_OF: Mapping[Kind, Act] = {
    Kind.FILED: FILED,
    Kind.ACCEPTED: ACCEPTED,
    Kind.COPY_RECEIVED: COPY_RECEIVED,
    Kind.PROCEDURE_SET: PROCEDURE_SET,
    Kind.ANSWERED: ANSWERED,
    Kind.HEARING_NOTICED: HEARING_NOTICED,
    Kind.HEARD: HEARD,
    Kind.MEDIATED: MEDIATED,
    Kind.SUSPENDED: SUSPENDED,
    Kind.RESUMED: RESUMED,
    Kind.EXTENDED: EXTENDED,
    Kind.DECIDED: DECIDED,
    Kind.APPEALED: APPEALED,
    Kind.IN_EFFECT: IN_EFFECT,
    Kind.REDONE: REDONE,
    Kind.OPINION_RECEIVED: ADVICE_RECEIVED,
    Kind.ADVICE_RECEIVED: ADVICE_RECEIVED,
    Kind.FEEDBACK_GIVEN: ADVICE_ANSWERED,
}
"""By event: the act that the journal keeps of it."""
