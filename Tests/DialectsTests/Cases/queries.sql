--- events
-- in clickhouse
-- events
SELECT id,
  `date`,
  coalesce(`type`, '') AS `type`,
  actors,
  score,
  open
FROM events
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1,
  enable_extended_results_for_datetime_functions = 1
-- in duckdb
-- events
SELECT id,
  "date",
  coalesce("type", '') AS "type",
  actors,
  score,
  open
FROM events
-- in spark
-- events
SELECT id,
  `date`,
  coalesce(`type`, '') AS `type`,
  actors,
  score,
  open
FROM events
--- events | where type == 'AGREE' and score > 2 | project id, date
-- in clickhouse
-- events | where | project
SELECT id,
  `date`
FROM events
WHERE `type` = 'AGREE' AND (score > 2 AND NOT isNaN(score))
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1,
  enable_extended_results_for_datetime_functions = 1
-- in duckdb
-- events | where | project
SELECT id,
  "date"
FROM events
WHERE "type" = 'AGREE' AND (score > 2 AND NOT isnan(score))
-- in spark
-- events | where | project
SELECT id,
  `date`
FROM events
WHERE `type` = 'AGREE' AND (score > 2 AND NOT isnan(score))
--- events | where type != 'AGREE' or isnull(score)
-- in clickhouse
-- events | where
SELECT id,
  `date`,
  coalesce(`type`, '') AS `type`,
  actors,
  score,
  open
FROM events
WHERE ((NOT (coalesce(`type`, '') = 'AGREE')) OR (score IS NULL))
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1,
  enable_extended_results_for_datetime_functions = 1
-- in duckdb
-- events | where
SELECT id,
  "date",
  coalesce("type", '') AS "type",
  actors,
  score,
  open
FROM events
WHERE ((NOT (coalesce("type", '') = 'AGREE')) OR (score IS NULL))
-- in spark
-- events | where
SELECT id,
  `date`,
  coalesce(`type`, '') AS `type`,
  actors,
  score,
  open
FROM events
WHERE ((NOT (coalesce(`type`, '') = 'AGREE')) OR (score IS NULL))
--- events | where score != 2.0
-- in clickhouse
-- events | where
SELECT id,
  `date`,
  coalesce(`type`, '') AS `type`,
  actors,
  score,
  open
FROM events
WHERE coalesce((NOT (score = CAST(2.0 AS Nullable(Float64)) AND NOT isNaN(score))), TRUE)
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1,
  enable_extended_results_for_datetime_functions = 1
-- in duckdb
-- events | where
SELECT id,
  "date",
  coalesce("type", '') AS "type",
  actors,
  score,
  open
FROM events
WHERE coalesce((NOT (score = CAST(2.0 AS DOUBLE) AND NOT isnan(score))), TRUE)
-- in spark
-- events | where
SELECT id,
  `date`,
  coalesce(`type`, '') AS `type`,
  actors,
  score,
  open
FROM events
WHERE coalesce((NOT (score = CAST(2.0 AS DOUBLE) AND NOT isnan(score))), TRUE)
--- events | where type has 'it\'s' or type !contains 'X' or type startswith_cs 'A'
-- in clickhouse
-- events | where
SELECT id,
  `date`,
  coalesce(`type`, '') AS `type`,
  actors,
  score,
  open
FROM events
WHERE ((match(coalesce(`type`, ''), '(?i)(^|[^\\p{L}\\p{N}])it\'s($|[^\\p{L}\\p{N}])') OR (NOT ((toInt64(positionUTF8(lower(coalesce(`type`, '')), lower('X'))) - 1) >= 0))) OR (substringUTF8(coalesce(`type`, ''), toInt64(0) + 1, lengthUTF8('A')) = 'A'))
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1,
  enable_extended_results_for_datetime_functions = 1
-- in duckdb
-- events | where
SELECT id,
  "date",
  coalesce("type", '') AS "type",
  actors,
  score,
  open
FROM events
WHERE ((regexp_matches(coalesce("type", ''), '(?i)(^|[^\p{L}\p{N}])it''s($|[^\p{L}\p{N}])') OR (NOT ((strpos(lower(coalesce("type", '')), lower('X')) - 1) >= 0))) OR (substring(coalesce("type", ''), CAST(0 + 1 AS BIGINT), length('A')) = 'A'))
-- in spark
-- events | where
SELECT id,
  `date`,
  coalesce(`type`, '') AS `type`,
  actors,
  score,
  open
FROM events
WHERE (((coalesce(`type`, '') RLIKE '(?i)(^|[^\\p{L}\\p{N}])it\'s($|[^\\p{L}\\p{N}])') OR (NOT ((instr(lower(coalesce(`type`, '')), lower('X')) - 1) >= 0))) OR (substring(coalesce(`type`, ''), CAST(0 + 1 AS INT), CAST(length('A') AS INT)) = 'A'))
--- events | where type in ('A', 'B') and id !in (1, 2)
-- in clickhouse
-- events | where
SELECT id,
  `date`,
  coalesce(`type`, '') AS `type`,
  actors,
  score,
  open
FROM events
WHERE `type` IN ('A', 'B') AND coalesce(NOT (id IN (1, 2)), TRUE)
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1,
  enable_extended_results_for_datetime_functions = 1
-- in duckdb
-- events | where
SELECT id,
  "date",
  coalesce("type", '') AS "type",
  actors,
  score,
  open
FROM events
WHERE "type" IN ('A', 'B') AND coalesce(NOT (id IN (1, 2)), TRUE)
-- in spark
-- events | where
SELECT id,
  `date`,
  coalesce(`type`, '') AS `type`,
  actors,
  score,
  open
FROM events
WHERE `type` IN ('A', 'B') AND coalesce(NOT (id IN (1, 2)), TRUE)
--- events | where date between (datetime(2020-01-01) .. 30d)
-- in clickhouse
-- events | where
SELECT id,
  `date`,
  coalesce(`type`, '') AS `type`,
  actors,
  score,
  open
FROM events
WHERE (`date` >= toDateTime64('2020-01-01 00:00:00.000000', 6, 'UTC') AND `date` <= fromUnixTimestamp64Micro(CAST(toUnixTimestamp64Micro(CAST(toDateTime64('2020-01-01 00:00:00.000000', 6, 'UTC') AS Nullable(DateTime64(6, 'UTC')))) + 2592000000000 AS Nullable(Int64)), 'UTC'))
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1,
  enable_extended_results_for_datetime_functions = 1
-- in duckdb
-- events | where
SELECT id,
  "date",
  coalesce("type", '') AS "type",
  actors,
  score,
  open
FROM events
WHERE ("date" >= TIMESTAMP '2020-01-01 00:00:00.000000' AND "date" <= make_timestamp(epoch_us(TIMESTAMP '2020-01-01 00:00:00.000000') + 2592000000000))
-- in spark
-- events | where
SELECT id,
  `date`,
  coalesce(`type`, '') AS `type`,
  actors,
  score,
  open
FROM events
WHERE (`date` >= TIMESTAMP '2020-01-01 00:00:00.000000' AND `date` <= timestamp_micros(unix_micros(TIMESTAMP '2020-01-01 00:00:00.000000') + 2592000000000))
--- events | summarize n = count(), avg(score), dcount(type) by type, bin(date, 7d) | top 3 by n
-- in clickhouse
WITH
-- summarize by
step1 AS (
  SELECT coalesce(`type`, '') AS `$0`,
    fromUnixTimestamp64Micro(CAST(intDiv((toUnixTimestamp64Micro(CAST(`date` AS Nullable(DateTime64(6, 'UTC')))) + 62135596800000000) - positiveModulo((toUnixTimestamp64Micro(CAST(`date` AS Nullable(DateTime64(6, 'UTC')))) + 62135596800000000), nullIf(604800000000, 0)), nullIf(604800000000, 0)) * 604800000000 - 62135596800000000 AS Nullable(Int64)), 'UTC') AS `$1`,
    toInt64(count()) AS `$2`,
    coalesce(avg(score), CAST('nan' AS Nullable(Float64))) AS `$3`,
    toInt64(uniqExact(coalesce(`type`, ''))) AS `$4`
  FROM events
  GROUP BY 1, 2
)
-- project | top
SELECT `$0` AS `type`,
  `$1` AS `date`,
  `$2` AS n,
  `$3` AS avg_score,
  `$4` AS dcount_type
FROM step1
ORDER BY `$2` DESC NULLS LAST
LIMIT 3
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1,
  enable_extended_results_for_datetime_functions = 1
-- in duckdb
WITH
-- summarize by
step1 AS (
  SELECT coalesce("type", '') AS "$0",
    make_timestamp((((epoch_us("date") + 62135596800000000) - (((epoch_us("date") + 62135596800000000) % 604800000000) + 604800000000) % 604800000000) // 604800000000) * 604800000000 - 62135596800000000) AS "$1",
    count(*) AS "$2",
    coalesce(avg(score), CAST('NaN' AS DOUBLE)) AS "$3",
    count(DISTINCT coalesce("type", '')) AS "$4"
  FROM events
  GROUP BY 1, 2
)
-- project | top
SELECT "$0" AS "type",
  "$1" AS "date",
  "$2" AS n,
  "$3" AS avg_score,
  "$4" AS dcount_type
FROM step1
ORDER BY "$2" DESC NULLS LAST
LIMIT 3
-- in spark
WITH
-- summarize by
step1 AS (
  SELECT coalesce(`type`, '') AS `$0`,
    timestamp_micros((((unix_micros(`date`) + 62135596800000000) - pmod((unix_micros(`date`) + 62135596800000000), 604800000000)) div nullif(604800000000, 0)) * 604800000000 - 62135596800000000) AS `$1`,
    count(*) AS `$2`,
    coalesce(avg(score), CAST('NaN' AS DOUBLE)) AS `$3`,
    count(DISTINCT coalesce(`type`, '')) AS `$4`
  FROM events
  GROUP BY 1, 2
)
-- project | top
SELECT `$0` AS `type`,
  `$1` AS `date`,
  `$2` AS n,
  `$3` AS avg_score,
  `$4` AS dcount_type
FROM step1
ORDER BY `$2` DESC NULLS LAST
LIMIT 3
--- events | summarize make_list(type), arg_max(date, type), percentile(score, 50), sumif(id, open)
-- in clickhouse
WITH
-- summarize
step1 AS (
  SELECT groupArray(coalesce(`type`, '')) AS `$0`,
    maxOrNull(`date`) AS `$1`,
    coalesce(tupleElement(argMax(tuple(coalesce(`type`, '')), `date`), 1), '') AS `$2`,
    arrayElementOrNull(arraySort(groupArray(score)), greatest(toInt64(ceil(0.5 * length(arraySort(groupArray(score))))), 1)) AS `$3`,
    toInt64(coalesce(sumIf(id, open), 0)) AS `$4`
  FROM events
)
-- project
SELECT `$0` AS list_type,
  `$1` AS `date`,
  `$2` AS `type`,
  `$3` AS percentile_score_50,
  `$4` AS sumif_id
FROM step1
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1,
  enable_extended_results_for_datetime_functions = 1
-- in duckdb
WITH
-- summarize
step1 AS (
  SELECT coalesce(list(coalesce("type", '')) FILTER (WHERE coalesce("type", '') IS NOT NULL), []) AS "$0",
    max("date") AS "$1",
    coalesce(coalesce(arg_max(coalesce("type", ''), "date"), any_value(coalesce("type", ''))), '') AS "$2",
    quantile_disc(score, 0.5) AS "$3",
    CAST(coalesce(sum(id) FILTER (WHERE open), 0) AS BIGINT) AS "$4"
  FROM events
)
-- project
SELECT "$0" AS list_type,
  "$1" AS "date",
  "$2" AS "type",
  "$3" AS percentile_score_50,
  "$4" AS sumif_id
FROM step1
-- in spark
WITH
-- summarize
step1 AS (
  SELECT collect_list(coalesce(`type`, '')) AS `$0`,
    max(`date`) AS `$1`,
    coalesce(coalesce(max_by(coalesce(`type`, ''), `date`), any_value(coalesce(`type`, ''), TRUE)), '') AS `$2`,
    percentile_disc(0.5) WITHIN GROUP (ORDER BY score) AS `$3`,
    coalesce(sum(id) FILTER (WHERE open), 0) AS `$4`
  FROM events
)
-- project
SELECT `$0` AS list_type,
  `$1` AS `date`,
  `$2` AS `type`,
  `$3` AS percentile_score_50,
  `$4` AS sumif_id
FROM step1
--- events | extend q = id / 2, r = id % 3, d = date + 1h, w = startofweek(date) | where q > 1
-- in clickhouse
WITH
-- events | project
step1 AS (
  SELECT id,
    `date`,
    coalesce(`type`, '') AS `type`,
    actors,
    score,
    open,
    intDiv(id, nullIf(2, 0)) AS q,
    (id - intDiv(id - positiveModulo(id, nullIf(3, 0)), nullIf(3, 0)) * 3) AS r,
    fromUnixTimestamp64Micro(CAST(toUnixTimestamp64Micro(CAST(`date` AS Nullable(DateTime64(6, 'UTC')))) + 3600000000 AS Nullable(Int64)), 'UTC') AS d,
    fromUnixTimestamp64Micro(CAST((intDiv((toUnixTimestamp64Micro(CAST(`date` AS Nullable(DateTime64(6, 'UTC')))) + 62135596800000000) - positiveModulo((toUnixTimestamp64Micro(CAST(`date` AS Nullable(DateTime64(6, 'UTC')))) + 62135596800000000), nullIf(86400000000, 0)), nullIf(86400000000, 0)) - ((intDiv((toUnixTimestamp64Micro(CAST(`date` AS Nullable(DateTime64(6, 'UTC')))) + 62135596800000000) - positiveModulo((toUnixTimestamp64Micro(CAST(`date` AS Nullable(DateTime64(6, 'UTC')))) + 62135596800000000), nullIf(86400000000, 0)), nullIf(86400000000, 0)) + 1) % 7)) * 86400000000 - 62135596800000000 AS Nullable(Int64)), 'UTC') AS w
  FROM events
)
-- where
SELECT id,
  `date`,
  `type`,
  actors,
  score,
  open,
  q,
  r,
  d,
  w
FROM step1
WHERE (q > 1)
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1,
  enable_extended_results_for_datetime_functions = 1
-- in duckdb
WITH
-- events | project
step1 AS (
  SELECT id,
    "date",
    coalesce("type", '') AS "type",
    actors,
    score,
    open,
    (id // 2) AS q,
    (id - ((id - ((id % 3) + 3) % 3) // 3) * 3) AS r,
    make_timestamp(epoch_us("date") + 3600000000) AS d,
    make_timestamp(((((epoch_us("date") + 62135596800000000) - (((epoch_us("date") + 62135596800000000) % 86400000000) + 86400000000) % 86400000000) // 86400000000) - (((((epoch_us("date") + 62135596800000000) - (((epoch_us("date") + 62135596800000000) % 86400000000) + 86400000000) % 86400000000) // 86400000000) + 1) % 7)) * 86400000000 - 62135596800000000) AS w
  FROM events
)
-- where
SELECT id,
  "date",
  "type",
  actors,
  score,
  open,
  q,
  r,
  d,
  w
FROM step1
WHERE (q > 1)
-- in spark
WITH
-- events | project
step1 AS (
  SELECT id,
    `date`,
    coalesce(`type`, '') AS `type`,
    actors,
    score,
    open,
    (id div nullif(2, 0)) AS q,
    (id - ((id - pmod(id, 3)) div nullif(3, 0)) * 3) AS r,
    timestamp_micros(unix_micros(`date`) + 3600000000) AS d,
    timestamp_micros(((((unix_micros(`date`) + 62135596800000000) - pmod((unix_micros(`date`) + 62135596800000000), 86400000000)) div nullif(86400000000, 0)) - (((((unix_micros(`date`) + 62135596800000000) - pmod((unix_micros(`date`) + 62135596800000000), 86400000000)) div nullif(86400000000, 0)) + 1) % 7)) * 86400000000 - 62135596800000000) AS w
  FROM events
)
-- where
SELECT id,
  `date`,
  `type`,
  actors,
  score,
  open,
  q,
  r,
  d,
  w
FROM step1
WHERE (q > 1)
--- events | mv-expand who = actors to typeof(string) | summarize count() by who
-- in clickhouse
WITH
-- events
step1 AS (
  SELECT id,
    `date`,
    coalesce(`type`, '') AS `type`,
    actors,
    score,
    open
  FROM events
),
-- mv-expand
step2 AS (
  SELECT id,
    `date`,
    `type`,
    actors,
    score,
    open,
    coalesce(item, '') AS who
  FROM step1
  ARRAY JOIN actors AS item
),
-- summarize by
step3 AS (
  SELECT who AS `$0`,
    toInt64(count()) AS `$1`
  FROM step2
  GROUP BY 1
)
-- project
SELECT `$0` AS who,
  `$1` AS count_
FROM step3
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1,
  enable_extended_results_for_datetime_functions = 1
-- in duckdb
WITH
-- events
step1 AS (
  SELECT id,
    "date",
    coalesce("type", '') AS "type",
    actors,
    score,
    open
  FROM events
),
-- mv-expand
step2 AS (
  SELECT id,
    "date",
    "type",
    actors,
    score,
    open,
    coalesce(item, '') AS who
  FROM step1, LATERAL (SELECT unnest(coalesce(actors, [NULL])) AS item) AS items
),
-- summarize by
step3 AS (
  SELECT who AS "$0",
    count(*) AS "$1"
  FROM step2
  GROUP BY 1
)
-- project
SELECT "$0" AS who,
  "$1" AS count_
FROM step3
-- in spark
WITH
-- events
step1 AS (
  SELECT id,
    `date`,
    coalesce(`type`, '') AS `type`,
    actors,
    score,
    open
  FROM events
),
-- mv-expand
step2 AS (
  SELECT id,
    `date`,
    `type`,
    actors,
    score,
    open,
    coalesce(item, '') AS who
  FROM step1 LATERAL VIEW explode(coalesce(actors, array(NULL))) items AS item
),
-- summarize by
step3 AS (
  SELECT who AS `$0`,
    count(*) AS `$1`
  FROM step2
  GROUP BY 1
)
-- project
SELECT `$0` AS who,
  `$1` AS count_
FROM step3
--- events | join kind=leftouter (events | project id, other = type) on id | project id, other
-- in clickhouse
WITH
-- left side: events
step1 AS (
  SELECT id
  FROM events
),
-- right side: events | project
step2 AS (
  SELECT id,
    coalesce(`type`, '') AS other
  FROM events
),
-- join kind=leftouter
step3 AS (
  SELECT l.id AS id,
    r.id AS id1,
    coalesce(r.other, '') AS other
  FROM step1 AS l
  LEFT JOIN step2 AS r ON l.id IS NOT DISTINCT FROM r.id
)
-- project
SELECT id,
  other
FROM step3
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1,
  enable_extended_results_for_datetime_functions = 1
-- in duckdb
WITH
-- left side: events
step1 AS (
  SELECT id
  FROM events
),
-- right side: events | project
step2 AS (
  SELECT id,
    coalesce("type", '') AS other
  FROM events
),
-- join kind=leftouter
step3 AS (
  SELECT l.id AS id,
    r.id AS id1,
    coalesce(r.other, '') AS other
  FROM step1 AS l
  LEFT JOIN step2 AS r ON l.id IS NOT DISTINCT FROM r.id
)
-- project
SELECT id,
  other
FROM step3
-- in spark
WITH
-- left side: events
step1 AS (
  SELECT id
  FROM events
),
-- right side: events | project
step2 AS (
  SELECT id,
    coalesce(`type`, '') AS other
  FROM events
),
-- join kind=leftouter
step3 AS (
  SELECT l.id AS id,
    r.id AS id1,
    coalesce(r.other, '') AS other
  FROM step1 AS l
  LEFT JOIN step2 AS r ON l.id <=> r.id
)
-- project
SELECT id,
  other
FROM step3
--- events | join (events) on $left.id == $right.id | count
-- in clickhouse
WITH
-- left side: events
step1 AS (
  SELECT id
  FROM events
),
-- right side: events
step2 AS (
  SELECT id
  FROM events
),
-- innerunique: one left row a key
step3 AS (
  SELECT id
  FROM (SELECT *, row_number() OVER (PARTITION BY id ORDER BY 1) AS key_row FROM step1) AS numbered
  WHERE key_row = 1
),
-- join kind=innerunique
step4 AS (
  SELECT l.id AS id,
    r.id AS id1
  FROM step3 AS l
  JOIN step2 AS r ON l.id IS NOT DISTINCT FROM r.id
)
-- summarize
SELECT toInt64(count()) AS Count
FROM step4
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1,
  enable_extended_results_for_datetime_functions = 1
-- in duckdb
WITH
-- left side: events
step1 AS (
  SELECT id
  FROM events
),
-- right side: events
step2 AS (
  SELECT id
  FROM events
),
-- innerunique: one left row a key
step3 AS (
  SELECT id
  FROM (SELECT *, row_number() OVER (PARTITION BY id ORDER BY 1) AS key_row FROM step1) AS numbered
  WHERE key_row = 1
),
-- join kind=innerunique
step4 AS (
  SELECT l.id AS id,
    r.id AS id1
  FROM step3 AS l
  JOIN step2 AS r ON l.id IS NOT DISTINCT FROM r.id
)
-- summarize
SELECT count(*) AS Count
FROM step4
-- in spark
WITH
-- left side: events
step1 AS (
  SELECT id
  FROM events
),
-- right side: events
step2 AS (
  SELECT id
  FROM events
),
-- innerunique: one left row a key
step3 AS (
  SELECT id
  FROM (SELECT *, row_number() OVER (PARTITION BY id ORDER BY 1) AS key_row FROM step1) AS numbered
  WHERE key_row = 1
),
-- join kind=innerunique
step4 AS (
  SELECT l.id AS id,
    r.id AS id1
  FROM step3 AS l
  JOIN step2 AS r ON l.id <=> r.id
)
-- summarize
SELECT count(*) AS Count
FROM step4
--- events | where id !in (3) | join kind=leftanti (events | where open) on id
-- in clickhouse
WITH
-- left side: events | where
step1 AS (
  SELECT id,
    `date`,
    coalesce(`type`, '') AS `type`,
    actors,
    score,
    open
  FROM events
  WHERE coalesce(NOT (id IN (3)), TRUE)
),
-- right side: events | where
step2 AS (
  SELECT id,
    open
  FROM events
  WHERE open
)
-- join kind=leftanti
SELECT l.id AS id,
  l.`date` AS `date`,
  l.`type` AS `type`,
  l.actors AS actors,
  l.score AS score,
  l.open AS open
FROM step1 AS l
LEFT ANTI JOIN step2 AS r ON l.id IS NOT DISTINCT FROM r.id
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1,
  enable_extended_results_for_datetime_functions = 1
-- in duckdb
WITH
-- left side: events | where
step1 AS (
  SELECT id,
    "date",
    coalesce("type", '') AS "type",
    actors,
    score,
    open
  FROM events
  WHERE coalesce(NOT (id IN (3)), TRUE)
),
-- right side: events | where
step2 AS (
  SELECT id,
    open
  FROM events
  WHERE open
)
-- join kind=leftanti
SELECT id,
  "date",
  "type",
  actors,
  score,
  open
FROM step1 AS l
WHERE NOT EXISTS (SELECT 1 FROM step2 AS r WHERE l.id IS NOT DISTINCT FROM r.id)
-- in spark
WITH
-- left side: events | where
step1 AS (
  SELECT id,
    `date`,
    coalesce(`type`, '') AS `type`,
    actors,
    score,
    open
  FROM events
  WHERE coalesce(NOT (id IN (3)), TRUE)
),
-- right side: events | where
step2 AS (
  SELECT id,
    open
  FROM events
  WHERE open
)
-- join kind=leftanti
SELECT id,
  `date`,
  `type`,
  actors,
  score,
  open
FROM step1 AS l
WHERE NOT EXISTS (SELECT 1 FROM step2 AS r WHERE l.id <=> r.id)
--- union (events | project id), (events | where open | project id) | sort by id asc
-- in clickhouse
WITH
-- union
step1 AS (
  SELECT id
  FROM events
  UNION ALL
  SELECT id
  FROM events
  WHERE open
)
-- sort
SELECT id
FROM step1
ORDER BY id ASC NULLS FIRST
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1,
  enable_extended_results_for_datetime_functions = 1
-- in duckdb
WITH
-- union
step1 AS (
  SELECT id
  FROM events
  UNION ALL
  SELECT id
  FROM events
  WHERE open
)
-- sort
SELECT id
FROM step1
ORDER BY id ASC NULLS FIRST
-- in spark
WITH
-- union
step1 AS (
  SELECT id
  FROM events
  UNION ALL
  SELECT id
  FROM events
  WHERE open
)
-- sort
SELECT id
FROM step1
ORDER BY id ASC NULLS FIRST
--- print a = strcat('x', 1, true), b = substring('abcdef', 2, 3), c = iff(1 > 0, 'y', 'n')
-- in clickhouse
-- project
SELECT 'x1True' AS a,
  'cde' AS b,
  'y' AS c
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1,
  enable_extended_results_for_datetime_functions = 1
-- in duckdb
-- project
SELECT 'x1True' AS a,
  'cde' AS b,
  'y' AS c
-- in spark
-- project
SELECT 'x1True' AS a,
  'cde' AS b,
  'y' AS c
--- range n from 1 to 10 step 3 | extend square = n * n
-- in clickhouse
-- range | project
SELECT n,
  (n * n) AS square
FROM (SELECT toInt64(1) + toInt64(number) * (3) AS n FROM numbers(toUInt64(greatest(intDiv((10) - (1), 3) + 1, 0)))) AS numbers
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1,
  enable_extended_results_for_datetime_functions = 1
-- in duckdb
-- range | project
SELECT n,
  (n * n) AS square
FROM (SELECT unnest(generate_series(1, 10, 3)) AS n) AS numbers
-- in spark
-- range | project
SELECT n,
  (n * n) AS square
FROM (SELECT explode(sequence(CAST(1 AS BIGINT), CAST(10 AS BIGINT), CAST(3 AS BIGINT))) AS n) AS numbers
--- events | project month = bin(date, 1mo), l = array_length(actors), first = tostring(actors[0])
-- in clickhouse
refused: 'datetime_add' cannot be said in clickhouse
-- in duckdb
refused: 'datetime_add' cannot be said in duckdb
-- in spark
refused: 'datetime_add' cannot be said in spark
--- events | sort by score asc | project score
-- in clickhouse
-- events | sort | project
SELECT score
FROM events
ORDER BY isNaN(score) DESC NULLS FIRST, score ASC NULLS FIRST
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1,
  enable_extended_results_for_datetime_functions = 1
-- in duckdb
-- events | sort | project
SELECT score
FROM events
ORDER BY isnan(score) DESC NULLS FIRST, score ASC NULLS FIRST
-- in spark
-- events | sort | project
SELECT score
FROM events
ORDER BY isnan(score) DESC NULLS FIRST, score ASC NULLS FIRST
--- events | sort by score desc nulls first | project score
-- in clickhouse
-- events | sort | project
SELECT score
FROM events
ORDER BY isNaN(score) DESC NULLS FIRST, score DESC NULLS FIRST
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1,
  enable_extended_results_for_datetime_functions = 1
-- in duckdb
-- events | sort | project
SELECT score
FROM events
ORDER BY isnan(score) DESC NULLS FIRST, score DESC NULLS FIRST
-- in spark
-- events | sort | project
SELECT score
FROM events
ORDER BY isnan(score) DESC NULLS FIRST, score DESC NULLS FIRST
--- events | extend two = 2 | sort by two, id asc | take 3
-- in clickhouse
-- events | project | top
SELECT id,
  `date`,
  coalesce(`type`, '') AS `type`,
  actors,
  score,
  open,
  2 AS two
FROM events
ORDER BY id ASC NULLS FIRST
LIMIT 3
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1,
  enable_extended_results_for_datetime_functions = 1
-- in duckdb
-- events | project | top
SELECT id,
  "date",
  coalesce("type", '') AS "type",
  actors,
  score,
  open,
  2 AS two
FROM events
ORDER BY id ASC NULLS FIRST
LIMIT 3
-- in spark
-- events | project | top
SELECT id,
  `date`,
  coalesce(`type`, '') AS `type`,
  actors,
  score,
  open,
  2 AS two
FROM events
ORDER BY id ASC NULLS FIRST
LIMIT 3
--- events | project id = score, was = id | sort by was asc
-- in clickhouse
WITH
-- events | project
step1 AS (
  SELECT score AS id,
    id AS was
  FROM events
)
-- sort
SELECT id,
  was
FROM step1
ORDER BY step1.was ASC NULLS FIRST
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1,
  enable_extended_results_for_datetime_functions = 1
-- in duckdb
WITH
-- events | project
step1 AS (
  SELECT score AS id,
    id AS was
  FROM events
)
-- sort
SELECT id,
  was
FROM step1
ORDER BY step1.was ASC NULLS FIRST
-- in spark
WITH
-- events | project
step1 AS (
  SELECT score AS id,
    id AS was
  FROM events
)
-- sort
SELECT id,
  was
FROM step1
ORDER BY step1.was ASC NULLS FIRST
--- events | summarize stdev(score), variancep(score) by type
-- in clickhouse
WITH
-- summarize by
step1 AS (
  SELECT coalesce(`type`, '') AS `$0`,
    coalesce(stddevSamp(score), 0.0) AS `$1`,
    coalesce(varPop(score), 0.0) AS `$2`
  FROM events
  GROUP BY 1
)
-- project
SELECT `$0` AS `type`,
  `$1` AS stdev_score,
  `$2` AS variancep_score
FROM step1
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1,
  enable_extended_results_for_datetime_functions = 1
-- in duckdb
WITH
-- summarize by
step1 AS (
  SELECT coalesce("type", '') AS "$0",
    coalesce(stddev_samp(score), 0.0) AS "$1",
    coalesce(var_pop(score), 0.0) AS "$2"
  FROM events
  GROUP BY 1
)
-- project
SELECT "$0" AS "type",
  "$1" AS stdev_score,
  "$2" AS variancep_score
FROM step1
-- in spark
WITH
-- summarize by
step1 AS (
  SELECT coalesce(`type`, '') AS `$0`,
    coalesce(stddev_samp(score), 0.0) AS `$1`,
    coalesce(var_pop(score), 0.0) AS `$2`
  FROM events
  GROUP BY 1
)
-- project
SELECT `$0` AS `type`,
  `$1` AS stdev_score,
  `$2` AS variancep_score
FROM step1
--- events | extend gap = date - datetime(2024-01-01) | summarize avg(gap) by type
-- in clickhouse
WITH
-- events | project
step1 AS (
  SELECT coalesce(`type`, '') AS `type`,
    ((toUnixTimestamp64Micro(CAST(`date` AS Nullable(DateTime64(6, 'UTC')))) - toUnixTimestamp64Micro(CAST(toDateTime64('2024-01-01 00:00:00.000000', 6, 'UTC') AS Nullable(DateTime64(6, 'UTC'))))) * 10) AS gap
  FROM events
),
-- summarize by
step2 AS (
  SELECT `type` AS `$0`,
    intDiv(toInt64(coalesce(sum(gap), 0)), nullIf(toInt64(countIf(gap IS NOT NULL)), 0)) AS `$1`
  FROM step1
  GROUP BY 1
)
-- project
SELECT `$0` AS `type`,
  `$1` AS avg_gap
FROM step2
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1,
  enable_extended_results_for_datetime_functions = 1
-- in duckdb
WITH
-- events | project
step1 AS (
  SELECT coalesce("type", '') AS "type",
    ((epoch_us("date") - epoch_us(TIMESTAMP '2024-01-01 00:00:00.000000')) * 10) AS gap
  FROM events
),
-- summarize by
step2 AS (
  SELECT "type" AS "$0",
    (CAST(coalesce(sum(gap), 0) AS BIGINT) // nullif(count(*) FILTER (WHERE gap IS NOT NULL), 0)) AS "$1"
  FROM step1
  GROUP BY 1
)
-- project
SELECT "$0" AS "type",
  "$1" AS avg_gap
FROM step2
-- in spark
WITH
-- events | project
step1 AS (
  SELECT coalesce(`type`, '') AS `type`,
    ((unix_micros(`date`) - unix_micros(TIMESTAMP '2024-01-01 00:00:00.000000')) * 10) AS gap
  FROM events
),
-- summarize by
step2 AS (
  SELECT `type` AS `$0`,
    (coalesce(sum(gap), 0) div nullif(count(*) FILTER (WHERE gap IS NOT NULL), 0)) AS `$1`
  FROM step1
  GROUP BY 1
)
-- project
SELECT `$0` AS `type`,
  `$1` AS avg_gap
FROM step2
--- events | where id !between (2 .. 5) and score between (0.5 .. 2.0)
-- in clickhouse
-- events | where
SELECT id,
  `date`,
  coalesce(`type`, '') AS `type`,
  actors,
  score,
  open
FROM events
WHERE (NOT (id >= 2 AND id <= 5)) AND (score >= CAST(0.5 AS Nullable(Float64)) AND NOT isNaN(score) AND score <= CAST(2.0 AS Nullable(Float64)) AND NOT isNaN(score))
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1,
  enable_extended_results_for_datetime_functions = 1
-- in duckdb
-- events | where
SELECT id,
  "date",
  coalesce("type", '') AS "type",
  actors,
  score,
  open
FROM events
WHERE (NOT (id >= 2 AND id <= 5)) AND (score >= CAST(0.5 AS DOUBLE) AND NOT isnan(score) AND score <= CAST(2.0 AS DOUBLE) AND NOT isnan(score))
-- in spark
-- events | where
SELECT id,
  `date`,
  coalesce(`type`, '') AS `type`,
  actors,
  score,
  open
FROM events
WHERE (NOT (id >= 2 AND id <= 5)) AND (score >= CAST(0.5 AS DOUBLE) AND NOT isnan(score) AND score <= CAST(2.0 AS DOUBLE) AND NOT isnan(score))
--- events | where type == 5 or type != 2.5
-- in clickhouse
-- events | where
SELECT id,
  `date`,
  coalesce(`type`, '') AS `type`,
  actors,
  score,
  open
FROM events
WHERE (toFloat64OrNull(toString(coalesce(`type`, ''))) = 5 AND NOT isNaN(toFloat64OrNull(toString(coalesce(`type`, '')))) OR coalesce((NOT (toFloat64OrNull(toString(coalesce(`type`, ''))) = CAST(2.5 AS Nullable(Float64)) AND NOT isNaN(toFloat64OrNull(toString(coalesce(`type`, '')))))), TRUE))
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1,
  enable_extended_results_for_datetime_functions = 1
-- in duckdb
-- events | where
SELECT id,
  "date",
  coalesce("type", '') AS "type",
  actors,
  score,
  open
FROM events
WHERE (TRY_CAST(coalesce("type", '') AS DOUBLE) = 5 AND NOT isnan(TRY_CAST(coalesce("type", '') AS DOUBLE)) OR coalesce((NOT (TRY_CAST(coalesce("type", '') AS DOUBLE) = CAST(2.5 AS DOUBLE) AND NOT isnan(TRY_CAST(coalesce("type", '') AS DOUBLE)))), TRUE))
-- in spark
-- events | where
SELECT id,
  `date`,
  coalesce(`type`, '') AS `type`,
  actors,
  score,
  open
FROM events
WHERE (TRY_CAST(coalesce(`type`, '') AS DOUBLE) = 5 AND NOT isnan(TRY_CAST(coalesce(`type`, '') AS DOUBLE)) OR coalesce((NOT (TRY_CAST(coalesce(`type`, '') AS DOUBLE) = CAST(2.5 AS DOUBLE) AND NOT isnan(TRY_CAST(coalesce(`type`, '') AS DOUBLE)))), TRUE))
--- events | where type < 5
-- in clickhouse
refused: '<' between a text and another type cannot be said in clickhouse
-- in duckdb
refused: '<' between a text and another type cannot be said in duckdb
-- in spark
refused: '<' between a text and another type cannot be said in spark
--- events | mv-expand actors to typeof(string) | distinct actors
-- in clickhouse
WITH
-- events
step1 AS (
  SELECT id,
    `date`,
    coalesce(`type`, '') AS `type`,
    actors,
    score,
    open
  FROM events
),
-- mv-expand
step2 AS (
  SELECT id,
    `date`,
    `type`,
    coalesce(item, '') AS actors,
    score,
    open
  FROM step1
  ARRAY JOIN actors AS item
)
-- summarize by
SELECT actors
FROM step2
GROUP BY 1
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1,
  enable_extended_results_for_datetime_functions = 1
-- in duckdb
WITH
-- events
step1 AS (
  SELECT id,
    "date",
    coalesce("type", '') AS "type",
    actors,
    score,
    open
  FROM events
),
-- mv-expand
step2 AS (
  SELECT id,
    "date",
    "type",
    coalesce(item, '') AS actors,
    score,
    open
  FROM step1, LATERAL (SELECT unnest(coalesce(actors, [NULL])) AS item) AS items
)
-- summarize by
SELECT actors
FROM step2
GROUP BY 1
-- in spark
WITH
-- events
step1 AS (
  SELECT id,
    `date`,
    coalesce(`type`, '') AS `type`,
    actors,
    score,
    open
  FROM events
),
-- mv-expand
step2 AS (
  SELECT id,
    `date`,
    `type`,
    coalesce(item, '') AS actors,
    score,
    open
  FROM step1 LATERAL VIEW explode(coalesce(actors, array(NULL))) items AS item
)
-- summarize by
SELECT actors
FROM step2
GROUP BY 1
--- events | where score in (1.0, real(nan)) and id !in (1, id)
-- in clickhouse
-- events | where
SELECT id,
  `date`,
  coalesce(`type`, '') AS `type`,
  actors,
  score,
  open
FROM events
WHERE coalesce((score IN (CAST(1.0 AS Nullable(Float64)), CAST('nan' AS Nullable(Float64))) AND NOT isNaN(score)), FALSE) AND coalesce(NOT (id IN (1, id)), TRUE)
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1,
  enable_extended_results_for_datetime_functions = 1
-- in duckdb
-- events | where
SELECT id,
  "date",
  coalesce("type", '') AS "type",
  actors,
  score,
  open
FROM events
WHERE coalesce((score IN (CAST(1.0 AS DOUBLE), CAST('NaN' AS DOUBLE)) AND NOT isnan(score)), FALSE) AND coalesce(NOT (id IN (1, id)), TRUE)
-- in spark
-- events | where
SELECT id,
  `date`,
  coalesce(`type`, '') AS `type`,
  actors,
  score,
  open
FROM events
WHERE coalesce((score IN (CAST(1.0 AS DOUBLE), CAST('NaN' AS DOUBLE)) AND NOT isnan(score)), FALSE) AND coalesce(NOT (id IN (1, id)), TRUE)
--- events | where id in ("1", "2")
-- in clickhouse
refused: 'in' between types cannot be said in clickhouse
-- in duckdb
refused: 'in' between types cannot be said in duckdb
-- in spark
refused: 'in' between types cannot be said in spark
--- events | where real(nan) > score
-- in clickhouse
-- events | where
SELECT id,
  `date`,
  coalesce(`type`, '') AS `type`,
  actors,
  score,
  open
FROM events
WHERE (CAST('nan' AS Nullable(Float64)) > score AND NOT isNaN(CAST('nan' AS Nullable(Float64))) AND NOT isNaN(score))
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1,
  enable_extended_results_for_datetime_functions = 1
-- in duckdb
-- events | where
SELECT id,
  "date",
  coalesce("type", '') AS "type",
  actors,
  score,
  open
FROM events
WHERE (CAST('NaN' AS DOUBLE) > score AND NOT isnan(CAST('NaN' AS DOUBLE)) AND NOT isnan(score))
-- in spark
-- events | where
SELECT id,
  `date`,
  coalesce(`type`, '') AS `type`,
  actors,
  score,
  open
FROM events
WHERE (CAST('NaN' AS DOUBLE) > score AND NOT isnan(CAST('NaN' AS DOUBLE)) AND NOT isnan(score))
--- events | extend a = asin(score), s = sqrt(score), l = log(score), h = hash_md5(type)
-- in clickhouse
-- events | project
SELECT id,
  `date`,
  coalesce(`type`, '') AS `type`,
  actors,
  score,
  open,
  asin(score) AS a,
  sqrt(score) AS s,
  log(score) AS l,
  lower(hex(MD5(coalesce(`type`, '')))) AS h
FROM events
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1,
  enable_extended_results_for_datetime_functions = 1
-- in duckdb
-- events | project
SELECT id,
  "date",
  coalesce("type", '') AS "type",
  actors,
  score,
  open,
  CASE WHEN abs(score) <= 1 THEN asin(score) END AS a,
  CASE WHEN score < 0 THEN CAST('NaN' AS DOUBLE) ELSE sqrt(score) END AS s,
  CASE WHEN score > 0 THEN ln(score) WHEN score = 0 THEN CAST('-Infinity' AS DOUBLE) WHEN score < 0 THEN CAST('NaN' AS DOUBLE) END AS l,
  CASE WHEN coalesce("type", '') = '' THEN '' ELSE md5(coalesce("type", '')) END AS h
FROM events
-- in spark
-- events | project
SELECT id,
  `date`,
  coalesce(`type`, '') AS `type`,
  actors,
  score,
  open,
  asin(score) AS a,
  sqrt(score) AS s,
  ln(score) AS l,
  md5(coalesce(`type`, '')) AS h
FROM events
--- events | extend b = bin(id, id), c = bin(score, -1.0), f = floor(id), q = id / (id - 1)
-- in clickhouse
-- events | project
SELECT id,
  `date`,
  coalesce(`type`, '') AS `type`,
  actors,
  score,
  open,
  CASE WHEN id > 0 THEN (intDiv(id - positiveModulo(id, nullIf(id, 0)), nullIf(id, 0)) * id) END AS b,
  CASE WHEN CAST((-1.0) AS Nullable(Float64)) > 0 THEN (floor(score / CAST((-1.0) AS Nullable(Float64))) * CAST((-1.0) AS Nullable(Float64))) END AS c,
  (intDiv(id - positiveModulo(id, nullIf(1, 0)), nullIf(1, 0)) * 1) AS f,
  intDiv(id, nullIf((id - 1), 0)) AS q
FROM events
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1,
  enable_extended_results_for_datetime_functions = 1
-- in duckdb
-- events | project
SELECT id,
  "date",
  coalesce("type", '') AS "type",
  actors,
  score,
  open,
  CASE WHEN id > 0 THEN (((id - ((id % nullif(id, 0)) + nullif(id, 0)) % nullif(id, 0)) // nullif(id, 0)) * id) END AS b,
  CASE WHEN CAST((-1.0) AS DOUBLE) > 0 THEN (floor(score / CAST((-1.0) AS DOUBLE)) * CAST((-1.0) AS DOUBLE)) END AS c,
  (((id - ((id % 1) + 1) % 1) // 1) * 1) AS f,
  (id // nullif((id - 1), 0)) AS q
FROM events
-- in spark
-- events | project
SELECT id,
  `date`,
  coalesce(`type`, '') AS `type`,
  actors,
  score,
  open,
  CASE WHEN id > 0 THEN (((id - pmod(id, id)) div nullif(id, 0)) * id) END AS b,
  CASE WHEN CAST((-1.0) AS DOUBLE) > 0 THEN (floor(score / CAST((-1.0) AS DOUBLE)) * CAST((-1.0) AS DOUBLE)) END AS c,
  (((id - pmod(id, 1)) div nullif(1, 0)) * 1) AS f,
  (id div nullif((id - 1), 0)) AS q
FROM events
--- events | summarize KOR = countif(type == "KOR"), kor = countif(type == "kor") | sort by kor asc
-- in clickhouse
WITH
-- summarize
step1 AS (
  SELECT toInt64(countIf(`type` = 'KOR')) AS `$0`,
    toInt64(countIf(`type` = 'kor')) AS `$1`
  FROM events
)
-- project | sort
SELECT `$0` AS KOR,
  `$1` AS kor
FROM step1
ORDER BY `$1` ASC NULLS FIRST
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1,
  enable_extended_results_for_datetime_functions = 1
-- in duckdb
WITH
-- summarize
step1 AS (
  SELECT count(*) FILTER (WHERE "type" = 'KOR') AS "$0",
    count(*) FILTER (WHERE "type" = 'kor') AS "$1"
  FROM events
)
-- project | sort
SELECT "$0" AS KOR,
  "$1" AS kor
FROM step1
ORDER BY "$1" ASC NULLS FIRST
-- in spark
WITH
-- summarize
step1 AS (
  SELECT count(*) FILTER (WHERE `type` = 'KOR') AS `$0`,
    count(*) FILTER (WHERE `type` = 'kor') AS `$1`
  FROM events
)
-- project | sort
SELECT `$0` AS KOR,
  `$1` AS kor
FROM step1
ORDER BY `$1` ASC NULLS FIRST
--- union (events | project v = type), (events | project v = "x") | where v == "x"
-- in clickhouse
WITH
-- union
step1 AS (
  SELECT coalesce(`type`, '') AS v
  FROM events
  WHERE `type` = 'x'
  UNION ALL
  SELECT 'x' AS v
  FROM events
  WHERE 'x' = 'x'
)
SELECT v
FROM step1
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1,
  enable_extended_results_for_datetime_functions = 1
-- in duckdb
WITH
-- union
step1 AS (
  SELECT coalesce("type", '') AS v
  FROM events
  WHERE "type" = 'x'
  UNION ALL
  SELECT 'x' AS v
  FROM events
  WHERE 'x' = 'x'
)
SELECT v
FROM step1
-- in spark
WITH
-- union
step1 AS (
  SELECT coalesce(`type`, '') AS v
  FROM events
  WHERE `type` = 'x'
  UNION ALL
  SELECT 'x' AS v
  FROM events
  WHERE 'x' = 'x'
)
SELECT v
FROM step1
--- events | extend parts = split(type, ""), more = split(type, ",")
-- in clickhouse
-- events | project
SELECT id,
  `date`,
  coalesce(`type`, '') AS `type`,
  actors,
  score,
  open,
  splitByString('', coalesce(`type`, '')) AS parts,
  splitByString(',', coalesce(`type`, '')) AS more
FROM events
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1,
  enable_extended_results_for_datetime_functions = 1
-- in duckdb
-- events | project
SELECT id,
  "date",
  coalesce("type", '') AS "type",
  actors,
  score,
  open,
  CASE WHEN '' = '' THEN [coalesce("type", '')] ELSE string_split(coalesce("type", ''), '') END AS parts,
  string_split(coalesce("type", ''), ',') AS more
FROM events
-- in spark
-- events | project
SELECT id,
  `date`,
  coalesce(`type`, '') AS `type`,
  actors,
  score,
  open,
  split(coalesce(`type`, ''), concat('\\Q', '', '\\E')) AS parts,
  split(coalesce(`type`, ''), concat('\\Q', ',', '\\E')) AS more
FROM events
--- union (events | project v = actors), (events | project v = dynamic(1))
-- in clickhouse
refused: a union of lists with other values cannot be said in clickhouse
-- in duckdb
refused: a union of lists with other values cannot be said in duckdb
-- in spark
refused: a union of lists with other values cannot be said in spark
--- events | extend n = toupper(actors), m = id + id
-- in clickhouse
refused: 'toupper' of a list cannot be said in clickhouse
-- in duckdb
refused: 'toupper' of a list cannot be said in duckdb
-- in spark
refused: 'toupper' of a list cannot be said in spark
--- events | extend c = coalesce(actors, dynamic(1))
-- in clickhouse
refused: 'coalesce' of values of several types cannot be said in clickhouse
-- in duckdb
refused: 'coalesce' of values of several types cannot be said in duckdb
-- in spark
refused: 'coalesce' of values of several types cannot be said in spark
--- events | where not(id)
-- in clickhouse
refused: a condition of no bool cannot be said in clickhouse
-- in duckdb
refused: a condition of no bool cannot be said in duckdb
-- in spark
refused: a condition of no bool cannot be said in spark
--- events | extend whole = tolong(score), here = set_has_element(actors, "Peru")
-- in clickhouse
-- events | project
SELECT id,
  `date`,
  coalesce(`type`, '') AS `type`,
  actors,
  score,
  open,
  CASE WHEN score >= CAST(9.223372036854776e+18 AS Nullable(Float64)) AND score < CAST('inf' AS Nullable(Float64)) THEN 9223372036854775807 WHEN score <= CAST((-9.223372036854776e+18) AS Nullable(Float64)) AND score > CAST('-inf' AS Nullable(Float64)) THEN (-9223372036854775807 - 1) ELSE toInt64OrNull(toString(trunc(score))) END AS whole,
  CASE WHEN actors IS NOT NULL THEN coalesce(has(actors, 'Peru'), FALSE) END AS here
FROM events
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1,
  enable_extended_results_for_datetime_functions = 1
-- in duckdb
-- events | project
SELECT id,
  "date",
  coalesce("type", '') AS "type",
  actors,
  score,
  open,
  CASE WHEN score >= CAST(9.223372036854776e+18 AS DOUBLE) AND score < CAST('Infinity' AS DOUBLE) THEN 9223372036854775807 WHEN score <= CAST((-9.223372036854776e+18) AS DOUBLE) AND score > CAST('-Infinity' AS DOUBLE) THEN (-9223372036854775807 - 1) ELSE TRY_CAST(trunc(score) AS BIGINT) END AS whole,
  CASE WHEN actors IS NOT NULL THEN coalesce(list_contains(actors, 'Peru'), FALSE) END AS here
FROM events
-- in spark
-- events | project
SELECT id,
  `date`,
  coalesce(`type`, '') AS `type`,
  actors,
  score,
  open,
  CASE WHEN score >= CAST(9.223372036854776e+18 AS DOUBLE) AND score < CAST('Infinity' AS DOUBLE) THEN 9223372036854775807 WHEN score <= CAST((-9.223372036854776e+18) AS DOUBLE) AND score > CAST('-Infinity' AS DOUBLE) THEN (-9223372036854775807 - 1) ELSE TRY_CAST(score AS BIGINT) END AS whole,
  CASE WHEN actors IS NOT NULL THEN coalesce(array_contains(actors, 'Peru'), FALSE) END AS here
FROM events
--- events | top 2 by id | project id = score, type
-- in clickhouse
WITH
-- events | top
step1 AS (
  SELECT id,
    coalesce(`type`, '') AS `type`,
    score
  FROM events
  ORDER BY id DESC NULLS LAST
  LIMIT 2
)
-- project
SELECT score AS id,
  `type`
FROM step1
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1,
  enable_extended_results_for_datetime_functions = 1
-- in duckdb
WITH
-- events | top
step1 AS (
  SELECT id,
    coalesce("type", '') AS "type",
    score
  FROM events
  ORDER BY id DESC NULLS LAST
  LIMIT 2
)
-- project
SELECT score AS id,
  "type"
FROM step1
-- in spark
WITH
-- events | top
step1 AS (
  SELECT id,
    coalesce(`type`, '') AS `type`,
    score
  FROM events
  ORDER BY id DESC NULLS LAST
  LIMIT 2
)
-- project
SELECT score AS id,
  `type`
FROM step1
--- events | where type == 1d or type == "x"
-- in clickhouse
refused: a text as a timespan cannot be said in clickhouse
-- in duckdb
refused: a text as a timespan cannot be said in duckdb
-- in spark
refused: a text as a timespan cannot be said in spark
--- events | extend d = round(id, 1), c = iff(open, id, 2)
-- in clickhouse
-- events | project
SELECT id,
  `date`,
  coalesce(`type`, '') AS `type`,
  actors,
  score,
  open,
  round(id, 1) AS d,
  CASE WHEN open THEN id ELSE 2 END AS c
FROM events
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1,
  enable_extended_results_for_datetime_functions = 1
-- in duckdb
-- events | project
SELECT id,
  "date",
  coalesce("type", '') AS "type",
  actors,
  score,
  open,
  round(CAST(id AS DOUBLE), CAST(1 AS INTEGER)) AS d,
  CASE WHEN open THEN id ELSE 2 END AS c
FROM events
-- in spark
-- events | project
SELECT id,
  `date`,
  coalesce(`type`, '') AS `type`,
  actors,
  score,
  open,
  round(id, 1) AS d,
  CASE WHEN open THEN id ELSE 2 END AS c
FROM events
--- events | summarize arg_max(id, score) by type
-- in clickhouse
WITH
-- summarize by
step1 AS (
  SELECT coalesce(`type`, '') AS `$0`,
    maxOrNull(id) AS `$1`,
    tupleElement(tupleElement(argMax(tuple(tuple(score)), id), 1), 1) AS `$2`
  FROM events
  GROUP BY 1
)
-- project
SELECT `$0` AS `type`,
  `$1` AS id,
  `$2` AS score
FROM step1
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1,
  enable_extended_results_for_datetime_functions = 1
-- in duckdb
WITH
-- summarize by
step1 AS (
  SELECT coalesce("type", '') AS "$0",
    max(id) AS "$1",
    (coalesce(arg_max(struct_pack(f0 := score), id), any_value(struct_pack(f0 := score)))).f0 AS "$2"
  FROM events
  GROUP BY 1
)
-- project
SELECT "$0" AS "type",
  "$1" AS id,
  "$2" AS score
FROM step1
-- in spark
WITH
-- summarize by
step1 AS (
  SELECT coalesce(`type`, '') AS `$0`,
    max(id) AS `$1`,
    coalesce(max_by(named_struct('f0', score), id), any_value(named_struct('f0', score), TRUE)).f0 AS `$2`
  FROM events
  GROUP BY 1
)
-- project
SELECT `$0` AS `type`,
  `$1` AS id,
  `$2` AS score
FROM step1
--- events | extend at = indexof(type, ""), place = indexof(type, "x")
-- in clickhouse
-- events | project
SELECT id,
  `date`,
  coalesce(`type`, '') AS `type`,
  actors,
  score,
  open,
  CASE WHEN '' = '' THEN -1 ELSE (toInt64(positionUTF8(coalesce(`type`, ''), '')) - 1) END AS `at`,
  (toInt64(positionUTF8(coalesce(`type`, ''), 'x')) - 1) AS place
FROM events
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1,
  enable_extended_results_for_datetime_functions = 1
-- in duckdb
-- events | project
SELECT id,
  "date",
  coalesce("type", '') AS "type",
  actors,
  score,
  open,
  CASE WHEN '' = '' THEN -1 ELSE (strpos(coalesce("type", ''), '') - 1) END AS "at",
  (strpos(coalesce("type", ''), 'x') - 1) AS place
FROM events
-- in spark
-- events | project
SELECT id,
  `date`,
  coalesce(`type`, '') AS `type`,
  actors,
  score,
  open,
  CASE WHEN '' = '' THEN -1 ELSE (instr(coalesce(`type`, ''), '') - 1) END AS `at`,
  (instr(coalesce(`type`, ''), 'x') - 1) AS place
FROM events
--- events | where type == "two\nlines" | summarize count() by bin(id, score)
-- in clickhouse
WITH
-- summarize by
step1 AS (
  SELECT CASE WHEN score > 0 AND NOT isNaN(score) THEN (floor(id / score) * score) END AS `$0`,
    toInt64(count()) AS `$1`
  FROM events
  WHERE `type` = 'two\nlines'
  GROUP BY 1
)
-- project
SELECT `$0` AS id,
  `$1` AS count_
FROM step1
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1,
  enable_extended_results_for_datetime_functions = 1
-- in duckdb
WITH
-- summarize by
step1 AS (
  SELECT CASE WHEN score > 0 AND NOT isnan(score) THEN (floor(id / score) * score) END AS "$0",
    count(*) AS "$1"
  FROM events
  WHERE "type" = ('two' || chr(10) || 'lines')
  GROUP BY 1
)
-- project
SELECT "$0" AS id,
  "$1" AS count_
FROM step1
-- in spark
WITH
-- summarize by
step1 AS (
  SELECT CASE WHEN score > 0 AND NOT isnan(score) THEN (floor(id / score) * score) END AS `$0`,
    count(*) AS `$1`
  FROM events
  WHERE `type` = 'two\nlines'
  GROUP BY 1
)
-- project
SELECT `$0` AS id,
  `$1` AS count_
FROM step1
--- events | extend gap = (date - datetime(2024-01-01)) * score, all = array_concat(actors, actors)
-- in clickhouse
-- events | project
SELECT id,
  `date`,
  coalesce(`type`, '') AS `type`,
  actors,
  score,
  open,
  toInt64OrNull(toString(trunc((((toUnixTimestamp64Micro(CAST(`date` AS Nullable(DateTime64(6, 'UTC')))) - toUnixTimestamp64Micro(CAST(toDateTime64('2024-01-01 00:00:00.000000', 6, 'UTC') AS Nullable(DateTime64(6, 'UTC'))))) * 10) * score)))) AS gap,
  (arrayConcat(coalesce(actors, CAST([] AS Array(String))), coalesce(actors, CAST([] AS Array(String))))) AS `all`
FROM events
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1,
  enable_extended_results_for_datetime_functions = 1
-- in duckdb
-- events | project
SELECT id,
  "date",
  coalesce("type", '') AS "type",
  actors,
  score,
  open,
  TRY_CAST(trunc((((epoch_us("date") - epoch_us(TIMESTAMP '2024-01-01 00:00:00.000000')) * 10) * score)) AS BIGINT) AS gap,
  (coalesce(actors, CAST([] AS VARCHAR[])) || coalesce(actors, CAST([] AS VARCHAR[]))) AS "all"
FROM events
-- in spark
-- events | project
SELECT id,
  `date`,
  coalesce(`type`, '') AS `type`,
  actors,
  score,
  open,
  TRY_CAST((((unix_micros(`date`) - unix_micros(TIMESTAMP '2024-01-01 00:00:00.000000')) * 10) * score) AS BIGINT) AS gap,
  (concat(coalesce(actors, CAST(array() AS ARRAY<STRING>)), coalesce(actors, CAST(array() AS ARRAY<STRING>)))) AS `all`
FROM events
--- events | where type matches regex @'^\w+ \d' | project id
-- in clickhouse
-- events | where | project
SELECT id
FROM events
WHERE match(coalesce(`type`, ''), '^[\\p{L}\\p{M}\\p{Nd}\\p{Pc}]+ \\p{Nd}')
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1,
  enable_extended_results_for_datetime_functions = 1
-- in duckdb
-- events | where | project
SELECT id
FROM events
WHERE regexp_matches(coalesce("type", ''), '^[\p{L}\p{M}\p{Nd}\p{Pc}]+ \p{Nd}')
-- in spark
-- events | where | project
SELECT id
FROM events
WHERE (coalesce(`type`, '') RLIKE '(?U)^\\w+ \\d')
