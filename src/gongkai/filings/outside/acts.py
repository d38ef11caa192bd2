"""What is done with reports from outside, as the journal keeps it."""

from django.utils.translation import gettext_lazy as _

from gongkai.journal.acts import Act

UPLOADED = Act("upload.uploaded", _("上传外来年度报告"), "条例第49条")
REREAD = Act("upload.reread", _("对照原件改正数字"), "条例第49条")
CONFIRMED = Act("upload.confirmed", _("确认外来年度报告"), "条例第49条")
REPLACED = Act("upload.replaced", _("外来年度报告由新上传的替代"), "条例第49条")
ENDED = Act("upload.ended", _("作废外来年度报告"), "条例第49条")
PACKED = Act("version.packed", _("导出交换包"), "条例第49条")
TRUSTED = Act("trusted_key.entered", _("登记受信任的公钥"))
TRUST_ENDED = Act("trusted_key.ended", _("停用受信任的公钥"))
