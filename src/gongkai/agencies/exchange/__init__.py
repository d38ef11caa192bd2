"""Regions, agencies, offices and people in and out as tables (CSV, XLSX).

`columns` says what a table is made of, and `tables` what these are and what a row of them does; other contexts have
tables of their own. `reading`, `unfolding` and `writing` know files; `importing` tries a whole table and says of every
row what it would do or why it cannot, and either all is written or nothing; `keeping` keeps a file until then. `flow`
has the pages, for every table that is declared to come in.
"""
