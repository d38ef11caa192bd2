"""Writing the text of a report: what stands beside it while it is written, and the choice of what part five tells."""
