"""The six record kinds, and raw rows made into them."""
