"""The duties (监督保障): who is responsible, who was trained, how agencies are assessed, what is promised and done."""
