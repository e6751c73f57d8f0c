"""What is measured, on what, and against whom: populations, peers and figures."""
