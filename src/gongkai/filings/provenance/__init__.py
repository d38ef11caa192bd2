"""Where each figure of a report comes from: rows, a form, a document, a correction; of a total, which figures."""
