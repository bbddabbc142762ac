extension TableFormat {
  /// The daily files of the Open Event Data Alliance's Phoenix pipeline: tabs, no header.
  static let phoenix = TableFormat(
    name: "phoenix", title: "Phoenix events (OEDA)",
    layout: .delimited(separator: UInt8(ascii: "\t"), isQuoted: false, header: .never),
    columns: FormatColumn.table(
      """
      EventID              | text | number and version: 17_v0.2.0
      Date                 | date | the day
      Year                 | long | its year
      Month                | long | its month
      Day                  | long | its day of the month
      SourceActorFull      | text | CAMEO code of the actor
      SourceActorEntity    | text | its country or body
      SourceActorRole      | text | its role
      SourceActorAttribute | text | more of it, with ; between
      TargetActorFull      | text | CAMEO code of the recipient
      TargetActorEntity    | text | its country or body
      TargetActorRole      | text | its role
      TargetActorAttribute | text | more of it
      EventCode            | text | CAMEO code
      EventRootCode        | text | its first two digits
      PentaClass           | long | 0 statement to 4 material conflict
      GoldsteinScore       | real | -10 conflict to 10 cooperation
      Issues               | text | NAME,count;NAME,count
      Lat                  | real | where
      Lon                  | real | where
      LocationName         | name | where
      StateName            | name | where
      CountryCode          | text | ISO 3166 alpha-3
      SentenceID           | text | sentences with ; between
      URLs                 | text | pages with ; between
      NewsSources          | text | publishers with ; between
      """), mapping: { common($0) })

  /// The Cline Center's Historical Phoenix: commas, a header, codes that may have lost a zero.
  static let phoenixCline = TableFormat(
    name: "phoenix-cline", title: "Historical Phoenix events (Cline Center)",
    layout: .delimited(separator: UInt8(ascii: ","), isQuoted: true, header: .always),
    columns: FormatColumn.table(
      """
      eid           | text | the event
      story_date    | text | day with slashes; 01/01/1970 where it was lost
      year          | long | its year
      month         | long | its month
      day           | long | its day of the month
      source        | text | CAMEO code of the actor; ---GOV has no country
      source_root   | text | its country or body
      source_agent  | text | its role
      source_others | text | more of it
      target        | text | CAMEO code of the recipient
      target_root   | text | its country or body
      target_agent  | text | its role
      target_others | text | more of it
      code          | text | CAMEO code
      root_code     | text | its first two digits
      quad_class    | long | as PentaClass
      goldstein     | real | -10 conflict to 10 cooperation
      joined_issues | text | topics
      lat           | real | where
      lon           | real | where
      placename     | name | where
      statename     | name | where
      countryname   | name | where
      aid           | text | the article
      process       | text | how it was made
      """), missingTexts: ["NA"], mapping: { clineCommon($0) })

  private static func common(_ source: CommonSource) -> CommonColumns {
    var common = CommonColumns(source)
    common.setDay("Date")
    common.setCAMEO("EventCode")
    for (side, party) in [("actor", "SourceActor"), ("recipient", "TargetActor")] {
      setParty(&common, source, side, full: party + "Full", role: party + "Role")
    }
    common["place"] = source.text("LocationName") { $0 }
    common["place_country"] = source.text("CountryCode") { CameoCountry.iso($0).first ?? "" }
    common["document"] = source.text("URLs") {
      ListText.parts($0, separators: [";"]).first ?? ""
    }
    common["source"] = source.text("NewsSources") {
      ListText.parts($0, separators: [";"]).first ?? ""
    }
    return common
  }

  private static func clineCommon(_ source: CommonSource) -> CommonColumns {
    var common = CommonColumns(source)
    common.setDay(year: "year", month: "month", day: "day", lost: "story_date", as: "01/01/1970")
    common.setCAMEO("code", root: "root_code")
    for (side, party) in [("actor", "source"), ("recipient", "target")] {
      setParty(&common, source, side, full: party, role: party + "_agent")
    }
    common["place"] = source.text("placename") { $0 }
    common["place_country"] = source.text("countryname", CountryName.iso)
    common["document"] = source.text("aid") { $0 }
    return common
  }

  private static func setParty(
    _ common: inout CommonColumns, _ source: CommonSource, _ side: String, full: String,
    role: String
  ) {
    common[side + "s"] = source.list([full], CameoActor.names)
    common[side + "_countries"] = source.list([full], CameoActor.countries)
    common[side + "_sectors"] = source.list([role], CameoSector.plover)
  }
}
