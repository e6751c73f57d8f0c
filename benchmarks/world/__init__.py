"""The invented association: its people, organisations, events, members, ties and deals.

Everything here is numbers and words in arrays, drawn from a seed. How a tool would
export it belongs to `benchmarks.exports`.
"""
