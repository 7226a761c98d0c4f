select schema_name || '.' || table_name as relation from duckdb_tables()
