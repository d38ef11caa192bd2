"""Regions, agencies, offices and people in and out as tables (CSV, XLSX).

`tables` says what the columns are and what a row does; `reading`, `unfolding` and `writing` know files;
`importing` tries a whole table and says of every row what it would do or why it cannot, and either all is written or
nothing.
"""
