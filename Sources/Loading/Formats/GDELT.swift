// GDELT event and mention files have no header, no quotes and no escapes: tabs only.
// Codebooks: http://data.gdeltproject.org/documentation/ (columns and their meaning).

extension TableFormat {
  /// Events from 2013-04-01 on, a file a day.
  static let gdelt1 = events(
    "gdelt1", "GDELT 1.0 events, daily", hasDistricts: false, hasURL: true)
  /// Events from 1979 to March 2013, a file a year or month.
  static let gdelt1Backfile = events(
    "gdelt1-backfile", "GDELT 1.0 events, 1979 to 2013", hasDistricts: false, hasURL: false)
  /// Events from February 2015 on, a file every 15 minutes.
  static let gdelt2 = events("gdelt2", "GDELT 2.0 events", hasDistricts: true, hasURL: true)

  /// Where the events of GDELT 2.0 are told. Its lines end in a tab, the empty field `Extras`, which
  /// tools that trim lines take away; in English files with it the field before.
  static let gdeltMentions = TableFormat(
    name: "gdelt-mentions", title: "GDELT 2.0 mentions", layout: tabs,
    columns: FormatColumn.table(
      """
      GLOBALEVENTID             | long | the event's number, as in the export files
      EventTimeDate             | long | when the event was first recorded, YYYYMMDDHHMMSS
      MentionTimeDate           | long | when this mention was seen, YYYYMMDDHHMMSS
      MentionType               | long | 1 web, 2 citation only, 3 CORE, 4 DTIC, 5 JSTOR, 6 non-text
      MentionSourceName         | text | the publisher: a domain for web pages
      MentionIdentifier         | text | the page's address
      SentenceID                | long | the sentence, from 1
      Actor1CharOffset          | long | where actor 1 stands, -1 where it does not
      Actor2CharOffset          | long | where actor 2 stands, -1 where it does not
      ActionCharOffset          | long | where the action stands
      InRawText                 | long | 1 where it was found in the unchanged text
      Confidence                | long | 10 to 100
      MentionDocLen             | long | length of the document in characters
      MentionDocTone            | real | tone of the document
      MentionDocTranslationInfo | text | empty for English: srclc:spa;eng:...
      Extras                    | text | unused
      """), leastFieldCount: 14)

  private static let tabs = TableLayout.delimited(
    separator: UInt8(ascii: "\t"), isQuoted: false, header: .sometimes)

  private static func events(
    _ name: String, _ title: String, hasDistricts: Bool, hasURL: Bool
  ) -> TableFormat {
    var columns = FormatColumn.table(
      """
      GLOBALEVENTID | long | the event's number
      SQLDATE       | long | the day of the event, YYYYMMDD; may lie long before the report
      MonthYear     | long | YYYYMM
      Year          | long | YYYY
      FractionDate  | real | the day as a fraction of its year
      """)
    for actor in ["Actor1", "Actor2"] {
      columns += FormatColumn.table(
        """
        \(actor)Code           | text | CAMEO code of the actor: country, group, role in one
        \(actor)Name           | name | the actor's name as found
        \(actor)CountryCode    | text | CAMEO country
        \(actor)KnownGroupCode | text | a known organisation
        \(actor)EthnicCode     | text | ethnic group
        \(actor)Religion1Code  | text | religion
        \(actor)Religion2Code  | text | second religion
        \(actor)Type1Code      | text | role: GOV, MIL, ...
        \(actor)Type2Code      | text | second role
        \(actor)Type3Code      | text | third role
        """)
    }
    columns += FormatColumn.table(
      """
      IsRootEvent    | long | 1 where it stands in the lead paragraph
      EventCode      | text | CAMEO code of the action, 2 to 4 digits
      EventBaseCode  | text | its first three digits
      EventRootCode  | text | its first two digits
      QuadClass      | long | 1 verbal cooperation, 2 material, 3 verbal conflict, 4 material
      GoldsteinScale | real | -10 conflict to 10 cooperation, by the code
      NumMentions    | long | mentions in the first 15 minutes
      NumSources     | long | sources with a mention
      NumArticles    | long | documents with a mention
      AvgTone        | real | mean tone of the documents
      """)
    for place in ["Actor1Geo", "Actor2Geo", "ActionGeo"] {
      columns += FormatColumn.table(
        """
        \(place)_Type        | long | 0 none, 1 country, 2 US state, 3 US city, 4 city, 5 state
        \(place)_FullName    | name | the place's name
        \(place)_CountryCode | text | FIPS 10-4 country
        \(place)_ADM1Code    | text | FIPS country and state
        \(place)_ADM2Code    | text | county or district
        \(place)_Lat         | real | latitude
        \(place)_Long        | real | longitude
        \(place)_FeatureID   | text | GNS or GNIS number, or a code of letters
        """
      ).filter { hasDistricts || !$0.name.hasSuffix("ADM2Code") }
    }
    columns += FormatColumn.table(
      """
      DATEADDED | long | when it was added, YYYYMMDD or YYYYMMDDHHMMSS
      SOURCEURL | text | the first article that told of it
      """
    ).filter { hasURL || $0.name != "SOURCEURL" }
    return TableFormat(
      name: name, title: title, layout: tabs, columns: columns, mapping: { common($0) })
  }

  private static func common(_ source: CommonSource) -> CommonColumns {
    var common = CommonColumns(source)
    common.setDay(fromNumber: "SQLDATE")
    common.setCAMEO("EventCode")
    common.setActors("actor", code: "Actor1Code", name: "Actor1Name")
    common.setActors("recipient", code: "Actor2Code", name: "Actor2Name")
    for (side, actor) in [("actor", "Actor1"), ("recipient", "Actor2")] {
      common[side + "_countries"] = source.list(
        [actor + "CountryCode", actor + "KnownGroupCode"]
      ) { CameoCountry.iso($0) + CameoBody.code($0) }
      common[side + "_sectors"] = source.list(
        ["Type1Code", "Type2Code", "Type3Code"].map { actor + $0 }, CameoSector.plover)
    }
    common["place"] = source.text("ActionGeo_FullName") { $0 }
    common["place_country"] = source.text("ActionGeo_CountryCode", FipsCountry.iso)
    common["document"] = source.text("SOURCEURL") { $0 }
    common["source"] = source.text("SOURCEURL", WebAddress.host)
    common["published"] = source.day(fromNumber: "DATEADDED")
    return common
  }
}
