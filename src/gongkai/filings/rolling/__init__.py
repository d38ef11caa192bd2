"""Roll-up (汇总): a government's report of its level or its region, added up from the reports of its members.

`listing` says who the members of a year are, `giving` which report of each is added, `adding` adds them by
`gongkai.report.rollup`. What is added is signed versions and confirmed uploads, which never change: whoever computes
again from the same ones has the same figures.
"""
