"""Motions and proposals (建议提案) of deputies and members, their replies and what came of them."""
