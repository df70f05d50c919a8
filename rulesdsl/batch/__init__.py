"""Batch: tables partition by partition through an engine, to results in a folder that is never mistaken for complete."""
