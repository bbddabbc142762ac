#!/usr/bin/env python3
"""Write N rows in the layout of GDELT 2.0 event files: 61 tab-separated columns, no header.

    gdelt.py N FILE [SEED]        needs: pip install numpy polars

The rows are made up, but in what an engine feels they are like the real ones: ordered by day, a few
actors and places in most rows, a third of the actor fields empty and some columns always, several
events to an article and so to a URL, whose host is one of three thousand.
"""
import datetime
import sys

import numpy as np
import polars as pl

# Code, Goldstein score; the first two digits are the root code.
EVENTS = """010 0.0 011 -0.1 012 -0.4 013 0.4 014 0.0 017 0.0 020 3.0 023 3.4 024 3.4 030 4.0 033 5.2 036 4.0
040 1.0 042 1.9 043 2.8 046 7.0 050 3.5 051 3.4 054 6.0 057 8.0 060 6.0 070 7.0 080 5.0 084 7.0 090 -2.0 100 -5.0
110 -2.0 111 -2.0 112 -2.0 115 -2.0 120 -4.0 130 -4.4 131 -5.8 138 -7.0 140 -6.5 141 -6.5 145 -7.5 150 -7.2 160 -4.0
163 -8.0 166 -7.0 170 -7.0 172 -5.0 173 -5.0 180 -9.0 182 -9.5 190 -10.0 193 -10.0 194 -10.0 200 -10.0""".split()
CODES, SCORES = EVENTS[::2], [float(score) for score in EVENTS[1::2]]
COUNTRIES = """USA CHN RUS GBR ISR UKR IND IRN TUR PAK FRA DEU KOR PRK JPN SYR IRQ AFG SAU EGY AUS CAN MEX BRA NGA ZAF KEN ETH SDN
LBY YEM LBN JOR PSE QAT ARE PHL VNM THA MMR IDN MYS SGP TWN KAZ GEO ARM AZE POL HUN ROU BGR GRC SRB BLR FIN SWE NOR NLD BEL AUT
ITA ESP PRT IRL ARG CHL PER COL VEN CUB HTI DZA TUN MAR MLI TCD CMR GHA SEN UGA RWA COD ZWE""".split()
SECTORS = ["", "GOV", "MIL", "COP", "BUS", "MED", "CVL", "OPP", "REB", "LEG", "JUD", "EDU", "IGO", "NGO", "LAB", "SPY"]
WORDS = """accord aid airport alliance ally appeal army attack ballot ban bank border budget cabinet camp ceasefire charter chief
climate coast coup court crisis deal debt delegation deputy economy election embassy envoy exile export factory fleet force forum
gas governor grain harbour hearing hostage inquiry island judge leader loan march mayor minister missile mission navy observer
oil parliament party patrol peace pipeline police port premier probe protest quake ransom refugee region report rights road
sanctions senate shelter ship speech strike summit talks tariff tax trade treaty trial troops truce union veto vote""".split()


def zipf(rng, count, exponent, size):
    """Places in a list of which the first are met the most."""
    weights = 1 / np.arange(1, count + 1) ** exponent
    bounds = np.cumsum(weights / weights.sum())
    return np.minimum(np.searchsorted(bounds, rng.random(size)), count - 1).astype(np.int64)


def pick(texts, places):
    return pl.Series(texts, dtype=pl.String).gather(places)


def actor(rng, size):
    country = pick([""] + COUNTRIES, np.where(rng.random(size) < 0.3, 0, 1 + zipf(rng, len(COUNTRIES), 1.1, size)))
    sector = pick(SECTORS, zipf(rng, len(SECTORS), 0.9, size))
    group = pick(["", "UNO", "EUR", "NAT", "ASN"], zipf(rng, 5, 3.0, size))
    faction = pick(["", " ministry", " forces", " press", " court", " council", " party"], zipf(rng, 7, 0.8, size))
    name = country + " " + sector.str.to_lowercase() + faction
    empty = pl.Series([""]).new_from_index(0, size)
    return [country + group + sector, name.str.strip_chars(), country, group, empty, empty, empty, sector, empty, empty]


def place(rng, towns, size):
    at = zipf(rng, len(towns["name"]), 0.95, size)
    kind = np.where(rng.random(size) < 0.1, 0, 1 + at % 4)
    known = pl.Series(kind) > 0

    def known_only(values):
        return pl.select(pl.when(known).then(values).otherwise(None)).to_series()

    columns = [pick(towns[key], at) for key in ("name", "country", "adm1", "adm2")]
    columns += [pl.Series(towns[key]).gather(at) for key in ("lat", "long")] + [pick(towns["feature"], at)]
    return [pl.Series(kind)] + [known_only(column) for column in columns]


def main():
    total, path = int(sys.argv[1]), sys.argv[2]
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 20150218
    rng = np.random.default_rng(seed)
    syllables = "ka lo mi ren ta vos bel dur han or sa tim".split()
    names = [a.capitalize() + b + c for a in syllables for b in syllables for c in syllables][:1500]
    owners = rng.integers(0, len(COUNTRIES), len(names))
    towns = {
        "name": [f"{name}, {COUNTRIES[o]}" for name, o in zip(names, owners)],
        "country": [COUNTRIES[o][:2] for o in owners],
        "adm1": [f"{COUNTRIES[o][:2]}{o % 20:02}" for o in owners],
        "adm2": [str(1000 + index) for index in range(len(names))],
        "lat": rng.uniform(-55, 70, len(names)).round(4),
        "long": rng.uniform(-180, 180, len(names)).round(4),
        "feature": [str(-500_000 - index) for index in range(len(names))],
    }
    hosts = [f"https://www.{WORDS[i % len(WORDS)]}{i}.{('com', 'org', 'net', 'example')[i % 4]}/" for i in range(3000)]
    first, days = datetime.date(2015, 2, 18), 3800
    dates = [first + datetime.timedelta(days=index) for index in range(days)]
    calendar = {
        "day": np.array([int(d.strftime("%Y%m%d")) for d in dates]),
        "month": np.array([d.year * 100 + d.month for d in dates]),
        "year": np.array([d.year for d in dates]),
        "fraction": np.array([round(d.year + d.timetuple().tm_yday / 366, 4) for d in dates]),
    }
    step = 250_000
    with open(path, "wb") as out:
        for start in range(0, total, step):
            size = min(step, total - start)
            day = np.minimum((start + np.arange(size)) * days // total, days - 1)
            event = zipf(rng, len(CODES), 0.7, size)
            root = np.array([int(code[:2]) for code in CODES])[event]
            quad = np.where(root <= 5, 1, np.where(root <= 8, 2, np.where(root <= 13, 3, 4)))
            mentions = rng.geometric(0.2, size)
            code = pick(CODES, event)
            # About three events to an article.
            article = np.cumsum(rng.random(size) < 0.35)
            words = rng.integers(0, len(WORDS), (article[-1] + 1, 5))
            tail = rng.integers(0, 1 << 34, article[-1] + 1)
            url = pick(hosts, zipf(rng, len(hosts), 1.0, article[-1] + 1)) + pl.Series(calendar["year"][day[np.searchsorted(article, np.arange(article[-1] + 1))]]).cast(pl.String) + "/"
            for column in range(5):
                url = url + pick(WORDS, words[:, column]) + "-"
            url = (url + pl.Series(tail).cast(pl.String)).gather(article)
            columns = [pl.Series(500_000_000 + start + np.arange(size))]
            columns += [pl.Series(calendar[key][day]) for key in ("day", "month", "year", "fraction")]
            columns += actor(rng, size) + actor(rng, size)
            columns += [pl.Series((rng.random(size) < 0.6).astype(np.int64)), code, code, code.str.slice(0, 2), pl.Series(quad)]
            columns += [pl.Series(np.array(SCORES)[event]), pl.Series(mentions), pl.Series(1 + mentions // 4), pl.Series(mentions)]
            columns += [pl.Series(rng.normal(-2, 4, size).round(6))]
            columns += place(rng, towns, size) + place(rng, towns, size) + place(rng, towns, size)
            columns += [pl.Series(calendar["day"][day] * 1_000_000 + 10_000 * rng.integers(0, 24, size)), url]
            frame = pl.DataFrame({str(index): column for index, column in enumerate(columns)})
            frame.write_csv(out, include_header=False, separator="\t", quote_style="never", null_value="")


if __name__ == "__main__":
    main()
