"""The desk's pages of items: each reads a form, asks a rule, calls one service, and answers."""
