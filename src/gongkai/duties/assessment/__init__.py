"""Assessment (考核): indicator sets, what is measured and scored, objections, the result."""
