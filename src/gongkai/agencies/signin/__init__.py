"""Signing in (登录): passwords, the second step, single sign-on, lock-out, sessions, invitations.

allauth does the work; here stand its settings of our making, what it lacks, and the entries in the journal. Nobody
registers themselves: an officer comes in by invitation (`services.invite`) or is registered by who runs the site.
"""
