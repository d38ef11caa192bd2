"""The journal: who did what to which object, in which post, when and under which article; append-only.

Each agency has a chain, each entry of it carries the hash of the one before. Entries are written in the transaction
of the act (`record`), and nowhere else. States are what the entries add up to; `verifying` says whether rows agree.
"""
