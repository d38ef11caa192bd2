"""Personal data at rest: keys in a file beside the database, fields whose columns hold ciphertext, and fingerprints.

Whoever takes a copy of the database has no personal data; whoever can write to it cannot move a value to another row
or column unseen. Where personal data is compared and never shown (the journal, a search for one exact value), its
fingerprint stands instead.
"""
