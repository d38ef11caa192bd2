"""The desk pages of this context: each reads a form, asks a rule, calls one service, and answers."""
