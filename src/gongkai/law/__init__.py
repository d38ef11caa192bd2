"""The statutes as code: pure functions over dates, numbers and enumerations.

Standard library only. Today's date is an argument: nothing here reads the clock, settings, the
network or a database. Every rule cites its article (`citation.cites`), every value carries the
date it took effect (`dated.Dated`), every result can be explained (`steps.Step`).
"""
