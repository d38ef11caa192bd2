"""Applications (依申请公开): one application from the day it comes in to its reply and the archive.

What happened to a case is kept as events; where it stands, until when it must be answered and what it counts as are
computed from them by `gongkai.law.clock`, and only remembered in the row. Not here: challenges to a reply
(`gongkai.remedies`), the year's report (`gongkai.filings`), and the public's pages (`gongkai.portal`).
"""
