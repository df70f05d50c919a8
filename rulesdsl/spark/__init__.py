"""Spark: the same tables, kernel and results as `batch`, where one machine ends.

Spark brings whole families to one place and nothing else: values are read, rules are computed and results are written by the code of
`tables`, `run.columnar` and `batch`, in its Python workers. Needs the extra `spark`; pyspark is imported in this package only.
"""
