"""kith: exports in, engagement per industry out."""
