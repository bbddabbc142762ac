#!/usr/bin/env python3
"""Write gdelt-sample.tsv: events in the 61 columns of a GDELT 2.0 export file, of a quarrel over
mackerel that never took place.

    gdelt-sample.py > gdelt-sample.tsv        needs nothing but Python 3

Every run writes the same bytes: chance comes from the generator below. The columns are described at
http://data.gdeltproject.org/documentation/GDELT-Event_Codebook-V2.0.pdf; no row is from GDELT.
"""
import datetime

# Who acts: name, code, country, known group, role.
ACTORS = {
    "iceland": ("ICELAND", "ISL", "ISL", "", ""),
    "reykjavik": ("REYKJAVIK", "ISLGOV", "ISL", "", "GOV"),
    "ice-guard": ("COAST GUARD", "ISLMIL", "ISL", "", "MIL"),
    "ice-fleet": ("FISHING COMPANY", "ISLBUS", "ISL", "", "BUS"),
    "norway": ("NORWAY", "NOR", "NOR", "", ""),
    "oslo": ("OSLO", "NORGOV", "NOR", "", "GOV"),
    "nor-guard": ("COAST GUARD", "NORMIL", "NOR", "", "MIL"),
    "nor-fishers": ("FISHERMEN", "NORLAB", "NOR", "", "LAB"),
    "britain": ("UNITED KINGDOM", "GBR", "GBR", "", ""),
    "scot-fishers": ("SCOTTISH FISHERMEN", "GBRLAB", "GBR", "", "LAB"),
    "denmark": ("DENMARK", "DNK", "DNK", "", ""),
    "union": ("EUROPEAN UNION", "IGOEUREEC", "", "EEC", "IGO"),
    "finland": ("FINLAND", "FINGOV", "FIN", "", "GOV"),
    "un": ("UNITED NATIONS", "IGOUNO", "", "UNO", "IGO"),
}
# Where it is reported: name, type of place, FIPS country, first division, latitude, longitude, id.
PLACES = {
    "ISL": ("Reykjavik, Gullbringusysla, Iceland", 4, "IC", "IC39", 64.15, -21.95, "-3779270"),
    "NOR": ("Bergen, Hordaland, Norway", 4, "NO", "NO07", 60.3911, 5.3247, "-255508"),
    "GBR": ("Aberdeen, Aberdeen City, United Kingdom", 4, "UK", "UKT5", 57.1333, -2.1, "-2591849"),
    "DNK": ("Copenhagen, Denmark (general), Denmark", 4, "DA", "DA00", 55.6667, 12.5833, "-2745636"),
    "FIN": ("Helsinki, Southern Finland, Finland", 4, "FI", "FI13", 60.1756, 24.9342, "-1365123"),
    "": ("Brussels, Bruxelles-Capitale, Belgium", 4, "BE", "BE11", 50.8333, 4.3333, "-1955538"),
}
# The Goldstein score of each action.
SCORES = {
    "010": 0.0, "036": 4.0, "040": 1.0, "042": 1.9, "045": 5.0, "046": 7.0, "051": 3.4, "057": 8.0,
    "085": 7.0, "111": -2.0, "112": -2.0, "120": -4.0, "130": -4.4, "131": -5.8, "138": -7.0,
    "141": -6.5, "143": -6.5, "152": -7.2, "163": -8.0, "171": -9.2, "172": -5.0,
}
# What happens: first day, last day, number of happenings, and (weight, actor, action, recipient).
CHAPTERS = [
    ("2024-01-08", "2024-02-25", 26, [
        (4, "iceland", "036", "norway"), (3, "oslo", "040", "reykjavik"), (2, "norway", "042", "iceland"),
        (3, "norway", "051", "iceland"), (2, "union", "040", "norway"), (2, "britain", "010", "union"),
        (1, "denmark", "036", "iceland")]),
    ("2024-02-26", "2024-04-07", 30, [
        (3, "reykjavik", "120", "oslo"), (3, "norway", "111", "iceland"), (3, "iceland", "112", "norway"),
        (3, "nor-fishers", "141", "oslo"), (2, "union", "111", "iceland"), (2, "oslo", "131", "reykjavik"),
        (2, "scot-fishers", "112", "ice-fleet"), (1, "denmark", "010", "")]),
    ("2024-04-08", "2024-06-30", 54, [
        (4, "oslo", "131", "reykjavik"), (3, "norway", "163", "iceland"), (3, "ice-guard", "171", "nor-fishers"),
        (3, "nor-guard", "152", "iceland"), (2, "reykjavik", "138", "norway"), (2, "ice-guard", "152", "norway"),
        (2, "union", "131", "iceland"), (2, "union", "163", "iceland"), (2, "nor-fishers", "143", "ice-fleet"),
        (2, "iceland", "112", "union"), (1, "finland", "045", "iceland"), (1, "un", "010", "norway"),
        (1, "britain", "111", "iceland"), (1, "nor-guard", "172", "ice-fleet")]),
    ("2024-07-01", "2024-08-25", 30, [
        (4, "finland", "045", "norway"), (4, "finland", "045", "iceland"), (3, "iceland", "046", "norway"),
        (2, "un", "051", "finland"), (2, "nor-fishers", "141", "oslo"), (1, "norway", "111", "iceland"),
        (1, "union", "040", "finland"), (1, "reykjavik", "120", "oslo")]),
    ("2024-08-26", "2024-11-17", 30, [
        (4, "iceland", "046", "norway"), (3, "norway", "085", "iceland"), (2, "union", "085", "iceland"),
        (2, "norway", "057", "iceland"), (3, "oslo", "042", "reykjavik"), (2, "iceland", "051", "finland"),
        (1, "scot-fishers", "141", "britain"), (1, "britain", "040", "iceland")]),
]
PUBLISHERS = ["harbourpost.example", "northseaherald.example", "wire.example", "eveningtide.example",
              "quayside.example", "fisktidende.example"]
TITLES = {
    "01": "statement", "03": "offer", "04": "talks", "05": "praise", "08": "easing", "11": "criticism",
    "12": "refusal", "13": "threat", "14": "protest", "15": "patrols", "16": "embargo", "17": "seizure",
}
QUADS = {"01": 1, "03": 1, "04": 1, "05": 1, "08": 2, "11": 3, "12": 3, "13": 3, "14": 4, "15": 4, "16": 4, "17": 4}

state = 20240108


def chance():
    """A number from 0 up to 1: the generator of Park and Miller."""
    global state
    state = state * 48271 % 2147483647
    return state / 2147483647


def below(count):
    return int(chance() * count)


def actor(key):
    if not key:
        return [""] * 10
    name, code, country, group, role = ACTORS[key]
    return [code, name, country, group, "", "", "", role, "", ""]


def place(key):
    if key is None:
        return ["0"] + [""] * 7
    name, kind, country, division, latitude, longitude, number = PLACES[key]
    return [str(kind), name, country, division, "", str(latitude), str(longitude), number]


def happening(day, who, code, whom):
    """The rows of one happening: GDELT has one for every day on which articles tell of it anew."""
    root = code[:2]
    telling = 1 + (chance() < 0.35) + (chance() < 0.15)
    for later in range(telling):
        added = day + datetime.timedelta(days=later)
        mentions = 1 + int(12 * chance() ** 2 * (1.6 if root in ("13", "16", "17") else 1)) + 2 * (later == 0)
        sources = 1 + mentions // 5
        tone = round(SCORES[code] * 0.55 - 0.8 + (chance() + chance() - 1) * 3, 4)
        publisher = PUBLISHERS[int(len(PUBLISHERS) * chance() ** 1.7)]
        slug = "-".join(part for part in (who, TITLES[root], whom) if part)
        country = ACTORS[who][2]
        year_share = round(day.year + (day.timetuple().tm_yday - 1) / 365, 4)
        stamp = added.strftime("%Y%m%d") + f"{below(24):02}{15 * below(4):02}00"
        yield (stamp, [
            day.strftime("%Y%m%d"), day.strftime("%Y%m"), str(day.year), str(year_share)]
            + actor(who) + actor(whom)
            + [str(int(chance() < 0.6)), code, code[:3], root, str(QUADS[root]), str(SCORES[code])]
            + [str(mentions), str(sources), str(mentions), str(tone)]
            + place(country) + place(ACTORS[whom][2] if whom else None) + place(country)
            + [stamp, f"https://www.{publisher}/{added:%Y/%m/%d}/{slug}-{below(9000) + 1000}"])


def main():
    rows = []
    for first, last, count, acts in CHAPTERS:
        begin = datetime.date.fromisoformat(first)
        length = (datetime.date.fromisoformat(last) - begin).days + 1
        deck = [act for act in acts for _ in range(act[0])]
        for index in range(count):
            day = begin + datetime.timedelta(days=min(length - 1, int((index + chance()) * length / count)))
            _, who, code, whom = deck[below(len(deck))]
            rows += happening(day, who, code, whom)
    rows.sort(key=lambda row: row[0])
    for number, (_, fields) in enumerate(rows):
        print("\t".join([str(900_000_001 + number)] + fields))


if __name__ == "__main__":
    main()
