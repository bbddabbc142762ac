extension TableFormat {
  /// ACLED's exports in each of their layouts, told apart by the names of the columns, which are upper
  /// case in the oldest: 2015 to 2016, 2018 to 2022, 2022 on, 2025 on.
  static let acled = TableFormat(
    name: "acled", title: "ACLED events",
    layout: .delimited(separator: UInt8(ascii: ","), isQuoted: true, header: .always),
    columns: FormatColumn.table(
      """
      data_id            | long      | number of the row (to 2022)
      gwno               | long      | Gleditsch-Ward number of the country (2016)
      iso                | long      | ISO 3166 numeric code of the country
      event_id_cnty      | text      | the key; its letters are ACLED's own
      event_id_no_cnty   | long      | the key's number (to 2022)
      event_date         | day-first | the day
      year               | long      | its year
      time_precision     | long      | 1 day, 2 week, 3 month
      disorder_type      | text      | kind of disorder (2022 on)
      event_type         | text      | kind of event
      sub_event_type     | text      | kind within that (2018 on)
      actor1             | name      | one side; sides have no direction
      assoc_actor_1      | name      | with it, ; between
      ally_actor_1       | name      | with it (2016)
      inter1             | text      | its kind, a number or from 2024 words
      actor2             | name      | the other side
      assoc_actor_2      | name      | with it
      ally_actor_2       | name      | with it (2016)
      inter2             | text      | its kind
      interaction        | text      | both kinds
      civilian_targeting | text      | whether civilians were the target (2022 on)
      region             | name      | region of the world
      country            | name      | country
      admin1             | name      | first division
      admin2             | name      | second division
      admin3             | name      | third division
      location           | name      | place
      latitude           | real      | where
      longitude          | real      | where
      geo_precision      | long      | 1 exact to 3 region
      source             | name      | publishers with ; between
      source_scale       | text      | local, national, ...
      notes              | text      | what happened
      fatalities         | long      | deaths reported
      tags               | text      | crowd size=...; ... (2022 on)
      timestamp          | long      | when it was last changed, seconds of Unix time
      iso3               | text      | ISO 3166 alpha-3 code (to 2022)
      population_1km     | long      | people near (2025 on)
      population_2km     | long      | people near
      population_5km     | long      | people near
      population_best    | long      | people near
      """), mapping: { common($0) })

  private static func common(_ source: CommonSource) -> CommonColumns {
    var common = CommonColumns(source)
    common.setDay("event_date")
    common.setPlover(
      kind: source.has("sub_event_type") ? "sub_event_type" : "event_type",
      ViolenceKind.ofACLED)
    for (side, number) in [("actor", "1"), ("recipient", "2")] {
      common[side + "s"] = source.list(["actor" + number]) { $0.isEmpty ? [] : [$0] }
      common[side + "_countries"] = source.list(["actor" + number], ACLEDActor.countries)
      common[side + "_sectors"] = source.list(["inter" + number], ACLEDActor.sectors)
    }
    common["place"] = source.text("location") { $0 }
    common["place_country"] =
      source.has("iso")
      ? source.numberText("iso", CountryNumber.iso)
      : source.text("country", CountryName.iso)
    common["text"] = source.text("notes") { $0 }
    common["document"] = source.text("event_id_cnty") { $0 }
    common["source"] = source.text("source") { $0 }
    return common
  }
}
