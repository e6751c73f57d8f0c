"""Which industry an organisation or a person belongs to."""
