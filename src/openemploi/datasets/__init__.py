"""Tables kept by dataset and version as Parquet, with DuckDB over them: see :mod:`.store`."""
