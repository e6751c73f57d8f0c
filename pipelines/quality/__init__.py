"""Accepting a delivery, and reconciling its rows."""
