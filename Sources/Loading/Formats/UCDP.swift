import Ontology

extension TableFormat {
  /// The UCDP Georeferenced Event Dataset and its monthly candidates. Columns are found by name: their
  /// order and some of their names differ between versions.
  static let ucdp = TableFormat(
    name: "ucdp", title: "UCDP georeferenced events",
    layout: .delimited(separator: UInt8(ascii: ","), isQuoted: true, header: .sometimes),
    columns: FormatColumn.table(
      """
      id                | long | the event
      relid             | text | the event in words
      year              | long | its year
      active_year       | text | whether the dyad was active that year: 0, 1, TRUE, FALSE
      code_status       | text | Clear, or what is to be checked
      type_of_violence  | long | 1 state-based, 2 non-state, 3 one-sided
      conflict_dset_id  | text | the conflict in older data
      conflict_new_id   | long | the conflict
      conflict_name     | name | the conflict
      dyad_dset_id      | text | the dyad in older data
      dyad_new_id       | long | the dyad
      dyad_name         | name | the dyad
      side_a_dset_id    | text | side A in older data
      side_a_new_id     | long | side A
      side_a            | name | side A
      side_b_dset_id    | text | side B in older data
      side_b_new_id     | long | side B
      side_b            | name | side B
      number_of_sources | long | -1 where not recorded
      source_article    | text | articles
      source_office     | text | publishers with ; between
      source_date       | text | days with ; between
      source_headline   | text | headlines with ; between
      source_original   | text | who told it
      where_prec        | long | 1 exact to 7 unclear
      where_coordinates | name | place
      where_description | text | place in words
      adm_1             | name | first division
      adm_2             | name | second division
      latitude          | real | where
      longitude         | real | where
      geom_wkt          | text | POINT (longitude latitude)
      priogrid_gid      | long | cell of PRIO-GRID
      country           | name | country
      country_id        | long | Gleditsch-Ward number
      region            | name | region of the world
      event_clarity     | long | 1 clear, 2 less so
      date_prec         | long | 1 day to 5 year
      date_start        | date | first day
      date_end          | date | last day
      deaths_a          | long | deaths of side A
      deaths_b          | long | deaths of side B
      deaths_civilians  | long | deaths of civilians
      deaths_unknown    | long | other deaths
      best              | long | best estimate of deaths
      high              | long | high estimate
      low               | long | low estimate; may exceed the best
      best_est          | long | best estimate (to about 17.1)
      high_est          | long | high estimate
      low_est           | long | low estimate
      gwnoa             | text | Gleditsch-Ward number of side A, where a state
      gwnob             | text | Gleditsch-Ward number of side B, where a state
      """), mapping: { common($0) })

  /// The columns of a file without a header, which 24.0.1 of the candidates is.
  static let ucdpOrder: [String] = ucdp.columns.map(\.name).filter { !$0.hasSuffix("_est") }

  private static func common(_ source: CommonSource) -> CommonColumns {
    var common = CommonColumns(source)
    common.setDay("date_start", end: "date_end")
    common.setFixed(type: .assault, mode: "", contexts: ["military"])
    common["actors"] = source.list(["side_a"]) { [GovernmentName.usual($0)] }
    common["recipients"] = source.list(["side_b"]) { [GovernmentName.usual($0)] }
    common["actor_countries"] = source.list(["side_a"], GovernmentName.countries)
    common["recipient_countries"] = source.list(["side_b"], GovernmentName.countries)
    common["actor_sectors"] = source.list(["side_a"], GovernmentName.sectors)
    common["recipient_sectors"] = source.list(["side_b"], GovernmentName.sectors)
    common["place"] = source.text("where_coordinates") { $0 }
    common["place_country"] = source.text("country", CountryName.iso)
    common["text"] = source.text("source_headline") { $0 }
    common["document"] = source.text("source_article") { $0 }
    common["source"] = source.text("source_office") { $0 }
    return common
  }
}
