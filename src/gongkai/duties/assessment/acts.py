"""The acts of assessment, as the journal keeps them. `lifecycle` says when each of an assessment may be done."""

from django.utils.translation import gettext_lazy as _

from gongkai.journal.acts import Act

SET_MADE = Act("assessment.set_made", _("制定考核指标"), "条例第46条")
SET_EDITED = Act("assessment.set_edited", _("修改考核指标"), "条例第46条")
SET_FROZEN = Act("assessment.set_frozen", _("考核指标定稿"), "条例第46条")
INDICATOR_ADDED = Act("assessment.indicator_added", _("增加指标"), "条例第46条")
INDICATOR_EDITED = Act("assessment.indicator_edited", _("修改指标"), "条例第46条")
INDICATOR_REMOVED = Act("assessment.indicator_removed", _("删去指标"), "条例第46条")

BEGUN = Act("assessment.begun", _("开始考核"), "条例第46条")
MEASURED = Act("assessment.measured", _("系统计算"), "条例第46条")
COMPUTED = Act("assessment.computed", _("重新计算"), "条例第46条")
NAMED = Act("assessment.scorer_named", _("指定评分人"), "条例第46条")
SCORED = Act("assessment.scored", _("评分"), "条例第46条")
ANNOUNCED = Act("assessment.announced", _("告知考核结果"), "条例第46条")
OBJECTED = Act("assessment.objected", _("提出异议"), "条例第46条")
ANSWERED = Act("assessment.objection_answered", _("答复异议"), "条例第46条")
PUBLISHED = Act("assessment.published", _("公布考核结果"), "条例第46条")
LINKED = Act("assessment.linked", _("登记公开的结果"), "条例第46条")
ABANDONED = Act("assessment.abandoned", _("终止考核"), "条例第46条")

APPRAISED = Act("assessment.appraised", _("登记社会评议结果"), "条例第46条")
HELD_TO_ACCOUNT = Act("assessment.held_to_account", _("登记责任追究"), "条例第46条")
CONCLUDED = Act("assessment.accountability_concluded", _("登记追究结果"), "条例第46条")
