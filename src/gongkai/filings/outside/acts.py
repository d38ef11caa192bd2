"""What is done with reports from outside, as the journal keeps it."""

from django.utils.translation import gettext_lazy as _

from gongkai.journal.acts import Act

UPLOADED = Act("upload.uploaded", _("上传外来年度报告"), "条例第49条")
REREAD = Act("upload.reread", _("对照原件改正数字"), "条例第49条")
CONFIRMED = Act("upload.confirmed", _("确认外来年度报告"), "条例第49条")
REPLACED = Act("upload.replaced", _("外来年度报告由新上传的替代"), "条例第49条")
ENDED = Act("upload.ended", _("作废外来年度报告"), "条例第49条")
