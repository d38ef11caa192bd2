"""The site backed up while it runs, tried, and put back.

A backup holds the database as it was at one moment, every file that a row of it names, and the holiday notices of the
site; never the keys, which go into a file of their own (`keys`), and not the index of the search, which makes itself
anew. It is a folder or one TAR file, of parts that common tools open: `sha256sum -c SHA256SUMS` holds them against
what was written. `manifest.json` is written last, so that what lacks it is no backup.
"""
