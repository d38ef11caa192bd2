"""The lists of the law as choices of fields: the codes are the law's, the words too."""

from __future__ import annotations

from gongkai.law.applicants import APPLICANT_KINDS
from gongkai.law.channels import Channel
from gongkai.law.clock import Kind, Party, State
from gongkai.law.delivery import MANNERS, Manner, Moment
from gongkai.law.fees import Standard
from gongkai.law.outcomes import OUTCOMES, Group
from gongkai.ui.choices import choices, words

CHANNELS = choices((each.value, each.label) for each in Channel)
STATES = choices((each.value, each.label) for each in State)
EVENTS = choices((each.value, each.label) for each in Kind)
PARTIES = choices((each.value, each.label) for each in Party)
KINDS = choices((each.code, each.label) for each in APPLICANT_KINDS)
RESULTS = choices((each.code, each.label) for each in OUTCOMES)
RESULTS_IN_GROUPS = [
    (words(group.value), choices((each.code, each.label) for each in OUTCOMES if each.group is group))
    for group in Group
]
"""As an officer chooses among them: under the six groups of table III."""
LAWFUL_MANNERS = choices((each.value, rule.label) for each, rule in MANNERS.items() if rule.lawful)
ELECTRONIC_MOMENTS = choices((each.value, each.label) for each in (Moment.ARRIVED, Moment.SENT))
STANDARDS = choices((each.name.lower(), each.value) for each in Standard)

__all__ = [
    "CHANNELS",
    "ELECTRONIC_MOMENTS",
    "EVENTS",
    "KINDS",
    "LAWFUL_MANNERS",
    "PARTIES",
    "RESULTS",
    "RESULTS_IN_GROUPS",
    "STANDARDS",
    "STATES",
    "Manner",
    "words",
]
