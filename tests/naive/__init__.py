"""The numbers once more, in plain Python: slow, row by row, pair by pair, straight from the definitions.

Written against the definitions and not against the models: reads the lake's records and who they
name, and shares no SQL and no arithmetic with the warehouse. For tests alone.
"""
