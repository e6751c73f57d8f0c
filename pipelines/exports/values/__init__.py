"""Text of cells → values: tidy text, people, dates, numbers. Vectorised; no layout is known here."""
