"""The wording of a report: facts that stand in no table, and the sentences that tell them, each agency in its own."""
