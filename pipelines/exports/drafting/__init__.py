"""Drafts of layouts: what a file that no layout knows seems to hold, for its owner to correct."""
