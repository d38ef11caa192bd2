"""Notices (通知): people are told of what concerns them, on the site, by e-mail, by SMS.

A notice is made in the transaction of the act it tells of (`services.notify`), once for each key. What leaves the site
is sent by the background worker once that is committed (`delivering`), and says no more than that something waits, and
where. Contexts above call `notify`; what happens in those below is heard from the journal (`of_agencies`).
"""
