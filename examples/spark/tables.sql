-- Makes the events that extract.py wrote a table: beeline -u ... -f tables.sql
CREATE TABLE IF NOT EXISTS clippings USING parquet LOCATION '/data/events';
