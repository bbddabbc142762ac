#!/usr/bin/env python3
"""Reads a folder of articles into events on a Spark cluster.

    spark-submit extract.py ARTICLES OUTPUT [CASUS]

ARTICLES holds JSON lines, an article each, with the key `text` and, where they are known, `id`, `date`
and `source`. OUTPUT becomes a folder of Parquet, partitioned by the month of the event, with the columns
of the table `events`. `casus` must be on the PATH of the workers, or be named.

`casus extract` is a filter from lines to lines whose memory does not grow, so Spark's pipe runs one
beside each task. Articles that tell one happening are linked within a task: put what belongs together, a
day or a month, into one file. Numbers are made unique over the whole: that of an event from its place
in its article, that of an incident from the task and the number within it.
"""
import re
import subprocess
import sys

from pyspark.sql import SparkSession, functions as f

articles, output = sys.argv[1:3]
casus = sys.argv[3] if len(sys.argv) > 3 else "casus"

# The columns as Casus itself has them.
schema = subprocess.run(
    [casus, "schema", "events", "--dialect", "spark"], check=True, capture_output=True, text=True)
columns = re.search(r"\(\n(.*)\n\)", schema.stdout, re.DOTALL)[1]

spark = SparkSession.builder.appName("casus extract").getOrCreate()
spark.conf.set("spark.sql.session.timeZone", "UTC")
lines = spark.sparkContext.textFile(articles).pipe(f"{casus} extract --format rows -", checkCode=True)
events = spark.read.schema(columns).json(lines)
events = (
    events
    .withColumn("incident", f.shiftleft(f.spark_partition_id().cast("bigint"), 32) + f.col("incident"))
    .withColumn("id", f.xxhash64("document", "sentence", "start", "end", "type", "mode", "status"))
    .withColumn("month", f.date_format("date", "yyyy-MM")))
events.write.mode("overwrite").partitionBy("month").parquet(output)
print(f"{spark.read.parquet(output).count()} events in {output}")
