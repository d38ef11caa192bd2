"""Moving house (搬迁): a site's rows from the SQLite of its data folder into an empty PostgreSQL, by one command.

`tables` knows what there is to move and how a value is written and compared, `source` and `target` are the two
databases, `moves` is the procedure. Files, keys and the search index stay in the data folder, where the site on
PostgreSQL finds them. Not here: the way back, which is a backup and its restoring.
"""
