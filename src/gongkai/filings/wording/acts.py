"""The acts by which an agency words its reports, as the journal keeps them."""

from django.utils.translation import gettext_lazy as _

from gongkai.journal.acts import Act

WORDED = Act("filing.worded", _("改写年报句式"), "条例第50条")
WORDING_RESTORED = Act("filing.wording_restored", _("恢复通用句式"), "条例第50条")
