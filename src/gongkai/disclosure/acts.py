"""The acts of this context, as the journal keeps them. `gongkai.disclosure.stages` says when each may be done."""

from django.utils.translation import gettext_lazy as _

from gongkai.journal.acts import Act

BEGUN = Act("item.begun", _("拟稿"), "条例第10条")
REVISED = Act("item.revised", _("修改"), "条例第17条")
SUBMITTED = Act("item.submitted", _("送审"), "条例第17条")
PASSED = Act("item.passed", _("审查同意"), "条例第17条")
RETURNED = Act("item.returned", _("退回修改"), "条例第17条")
REVIEWS_CHANGED = Act("item.reviews_changed", _("审查环节有变动"), "条例第17条")
REFERRED = Act("item.referred", _("报主管部门或者保密行政管理部门确定"), "条例第17条第3款")
DETERMINED = Act("item.determined", _("登记确定的结果"), "条例第17条第3款")
PUBLISHED = Act("item.published", _("公开"), "条例第26条")
TAKEN_OVER = Act("item.taken_over", _("移入以前已经公开的信息"), "条例第17条")
WITHDRAWN = Act("item.withdrawn", _("撤下"))
ABANDONED = Act("item.abandoned", _("不再公开，结束办理"), "条例第17条")
VALIDITY_CHANGED = Act("item.validity_changed", _("有效性变化"), "国办公开办函〔2021〕33号")
RECOMPUTED = Act("item.recomputed", _("按新公布的放假安排重新计算"), "放假办法")
PENALTY_CHANGED = Act("item.penalty_changed", _("登记处罚决定被变更、撤销"), "行政处罚法第48条第2款")
FOLLOWED = Act("item.follow_up", _("后续事项"))

REVIEWING_SET = Act("disclosure.practice_set", _("修改公开审查规则"), "条例第17条")

CHANNEL_SET_UP = Act("channel.set_up", _("设立公开渠道"))
CHANNEL_EDITED = Act("channel.edited", _("修改公开渠道"))
CHANNEL_SECRET_RENEWED = Act("channel.secret_renewed", _("更换渠道的密钥"))
CHANNEL_FILLED = Act("channel.filled", _("补发公开中的信息"))
SENT_AGAIN = Act("channel.sent_again", _("重新发送"))
SENDING_SETTLED = Act("channel.sending_settled", _("登记为另行处理"))

FINDINGS_DECIDED = Act("item.findings_decided", _("处理扫描结果"), "条例第17条")
WORD_SET = Act("disclosure.word_set", _("登记词库的词语"), "条例第17条")
WORD_REMOVED = Act("disclosure.word_removed", _("删去词库的词语"), "条例第17条")
SUBJECT_ADDED = Act("subject.added", _("增补主题分类"), "目录指引")
SUBJECT_ENDED = Act("subject.ended", _("停用主题分类"), "目录指引")
RUBRIC_ADDED = Act("rubric.added", _("设公开栏目"), "条例第12条第3款")
RUBRIC_EDITED = Act("rubric.edited", _("修改公开栏目"), "条例第12条第3款")
RUBRIC_CLOSED = Act("rubric.closed", _("停用公开栏目"), "条例第12条第3款")
ENTRY_ADDED = Act("catalogue_entry.added", _("列入标准目录"), "基层公开意见")
ENTRY_EDITED = Act("catalogue_entry.edited", _("修改目录条目"), "基层公开意见")
ENTRY_CLOSED = Act("catalogue_entry.closed", _("停用目录条目"), "基层公开意见")
ENTRY_EXPLAINED = Act("catalogue_entry.explained", _("说明暂无内容"), "基层公开意见")
PLACED = Act("item.placed", _("归入目录"), "条例第12条第3款")
TAKEN_OUT = Act("item.taken_out", _("移出目录"), "条例第12条第3款")
GUIDE_NAMED = Act("guide.named", _("编制公开指南"), "条例第12条第2款")
