"""The acts of this context, as the journal keeps them."""

from django.utils.translation import gettext_lazy as _

from gongkai.journal.acts import Act

ATTACHED = Act("attachment.attached", _("添加附件"))
REMOVED = Act("attachment.removed", _("删除附件"))
DOWNLOADED = Act("attachment.downloaded", _("下载含个人信息的附件"), "个保法第51条")
SCANNED = Act("attachment.scanned", _("附件查毒"))
