"""All that is public, as data in bulk: each night as CSV, JSONL and Parquet, with a dictionary and a DCAT description.

What is public is for the contexts to say: here their selectors are read, and none is made. Not here: single things as
they are asked for (`api`), and names of those who lead, which are shown on the pages of agencies and handed to nobody
as a list.
"""
