"""Tables: a folder with one file a subject, in the words of the vocabulary → canonical integers, a partition at a time.

New against `cases`: many rows of one shape. What is wrong with a row sets the row aside and is reported; nothing is dropped silently.
Polars is imported by the modules that need it, and only when they are.
"""
