"""The forms of this context. They read what is typed; whether it may be published, services and reviewers say."""

from gongkai.disclosure.forms.acts import (
    AbandonForm,
    ActForm,
    DetermineForm,
    PassForm,
    PenaltyChangedForm,
    PublishForm,
    ReassessForm,
    ReferForm,
    RemarksForm,
    WithdrawForm,
)
from gongkai.disclosure.forms.figures import EnterForm, YearOfForm
from gongkai.disclosure.forms.plans import DropPlanForm, PlanPublicationForm, PlanWithdrawalForm
from gongkai.disclosure.forms.practice import PracticeForm
from gongkai.disclosure.forms.text import NewTextForm, TextForm

__all__ = [
    "AbandonForm",
    "ActForm",
    "DetermineForm",
    "DropPlanForm",
    "EnterForm",
    "NewTextForm",
    "PassForm",
    "PenaltyChangedForm",
    "PlanPublicationForm",
    "PlanWithdrawalForm",
    "PracticeForm",
    "PublishForm",
    "ReassessForm",
    "ReferForm",
    "RemarksForm",
    "TextForm",
    "WithdrawForm",
    "YearOfForm",
]
