"""The invented world as tools would export it: one module a tool, each in that tool's true layout.

What is true of the world belongs to `benchmarks.world`; here are only columns,
encodings, file names, and the dirt that typing people and tools leave.
"""
