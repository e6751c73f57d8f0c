"""Readers: bytes of one container → parts, tables of text cells."""
