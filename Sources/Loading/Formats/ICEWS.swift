extension TableFormat {
  /// The public ICEWS files on Dataverse (20 columns, names with blanks), and the government edition,
  /// whose columns have other names for some.
  ///
  /// Quotes are characters here: sectors are quoted in some rows of a file and not in others.
  static let icews = TableFormat(
    name: "icews", title: "ICEWS coded events",
    layout: .delimited(separator: UInt8(ascii: "\t"), isQuoted: false, header: .always),
    columns: FormatColumn.table(
      """
      Event ID        | long | not unique: the key is this and the date
      Event Date      | date | the day; m/d/YYYY in the file of 2017
      Source Name     | name | the actor
      Source Sectors  | text | its sectors, with commas between
      Source Country  | name | its country's name
      Event Text      | text | the CAMEO category in words
      CAMEO Code      | text | the CAMEO code
      Intensity       | real | -10 conflict to 10 cooperation
      Target Name     | name | the recipient
      Target Sectors  | text | its sectors
      Target Country  | name | its country's name
      Story ID        | long | the article
      Sentence Number | long | the sentence in it
      Event Sentence  | text | the sentence itself (government edition)
      Publisher       | name | who published it
      Source          | name | who published it (government edition)
      Headline        | text | of the article (government edition)
      City            | name | where
      District        | name | where
      Province        | name | where
      Country         | name | where
      Latitude        | real | where
      Longitude       | real | where
      Product ID      | text | (government edition)
      Holding ID      | text | (government edition)
      Language        | text | (government edition)
      """), missingTexts: ["NA", "NULL"], mapping: { common($0) })

  private static func common(_ source: CommonSource) -> CommonColumns {
    var common = CommonColumns(source)
    common.setDay("Event Date")
    // The older government edition has no code, but a text that stands for one.
    if source.has("CAMEO Code") {
      common.setCAMEO("CAMEO Code")
    } else {
      common.setCAMEO("Event Text", code: CameoCode.ofEventText)
    }
    for (side, party) in [("actor", "Source"), ("recipient", "Target")] {
      common[side + "s"] = source.list([party + " Name"], Self.person)
      common[side + "_countries"] = source.list([party + " Country"], CountryName.isoList)
      common[side + "_sectors"] = source.list([party + " Sectors"], IcewsSector.plover)
    }
    common["place"] = source.text("City") { $0 }
    common["place_country"] = source.text("Country", CountryName.iso)
    common["document"] = source.numberText("Story ID")
    common["sentence"] = source.number("Sentence Number")
    common["text"] = source.text("Event Sentence") { $0 }
    common["source"] = source.text(source.has("Publisher") ? "Publisher" : "Source") { $0 }
    return common
  }

  /// `Foreign Affairs (Norway)` and `Norway`, as they stand; a missing name is no actor.
  private static func person(_ name: String) -> [String] {
    name.isEmpty || name == "NULL" ? [] : [CountryName.usual(name)]
  }
}
