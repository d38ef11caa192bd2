"""gongkai: the information-disclosure work (政府信息公开工作) of Chinese government agencies.

`gongkai.law` holds the statutes as code, `gongkai.report` the annual report
(政府信息公开工作年度报告), `gongkai.cli` the command over both. None of them needs a database.
"""
