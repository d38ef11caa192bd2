"""The acts by which rules of a place are kept, as the journal keeps them."""

from django.utils.translation import gettext_lazy as _

from gongkai.journal.acts import Act

ADDED = Act("filing.local_rule_added", _("登记年报的地方要求"), "条例第50条")
ENDED = Act("filing.local_rule_ended", _("停用年报的地方要求"), "条例第50条")
