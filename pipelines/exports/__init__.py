"""What a tool's export looks like, and how it is read."""
