"""Roll-up (汇总): the reports of a government's members added up into the government's own.

`plan` says who the members of a year are, `members` what is wrong with theirs; `preparing` makes each ready to be
added, `summing` adds them cell by cell. Nothing is counted as nothing in silence: a member whose report is lacking, of
another year or edition, or does not add up is named, and every sum opens to the members' figures it is made of.
"""

from gongkai.report.rollup.codes import CODES
from gongkai.report.rollup.plan import CoDefendant, Level, Member, Plan, read_plan
from gongkai.report.rollup.summing import Contribution, Rollup, rollup

__all__ = [
    "CODES",
    "CoDefendant",
    "Contribution",
    "Level",
    "Member",
    "Plan",
    "Rollup",
    "read_plan",
    "rollup",
]
