"""Forecasts: renewal risk and turn-out, from rows that the warehouse lays out as of the day each is predicted."""
