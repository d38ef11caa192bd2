"""The command `gongkai`, over `law` and `report` alone; it needs no database.

Here things are asked of people and told to them: options, files, tables, exit codes. What is right
is decided in `law` and `report`. Nothing heavy is imported before a command is called.
"""
