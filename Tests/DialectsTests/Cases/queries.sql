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
    (id - intDiv(id - positiveModulo(id, nullIf(abs(3), 0)), nullIf(abs(3), 0)) * abs(3)) AS r,
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
    (id - ((id - ((id % abs(3)) + abs(3)) % abs(3)) // abs(3)) * abs(3)) AS r,
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
    (id - ((id - pmod(id, abs(3))) div nullif(abs(3), 0)) * abs(3)) AS r,
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
    item AS who
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
    item AS who
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
    item AS who
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
