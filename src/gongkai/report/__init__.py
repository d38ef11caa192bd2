"""The annual report (政府信息公开工作年度报告): read, checked, compared, written. No Django.

Readers turn a file into text blocks and grids (`blocks`), one recogniser turns those into a
`model.Report` by the labels of its `edition.Edition`, checks yield findings, writers give bytes.
"""
