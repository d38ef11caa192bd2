"""The rows of the ledgers of duties."""
