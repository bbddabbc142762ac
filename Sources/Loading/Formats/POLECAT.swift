extension TableFormat {
  /// The POLECAT (NGEC) files on Dataverse: events of PLOVER 2.0 types, 40 columns.
  ///
  /// Some files carry a header with more names than fields, so that the names are those below
  /// whatever it says; trailing tabs make empty fields.
  static let polecat = TableFormat(
    name: "polecat", title: "POLECAT (NGEC) events",
    layout: .delimited(separator: UInt8(ascii: "\t"), isQuoted: false, header: .ignored),
    columns: FormatColumn.table(
      """
      Event ID                 | text | may stand in several rows
      Event Date               | date | the day
      Event Type               | text | PLOVER type
      Event Mode               | text | PLOVER mode
      Intensity                | real | -10 conflict to 10 cooperation
      Quad Code                | text | VERBAL COOPERATION, ...
      Contexts                 | text | PLOVER contexts with a bar or ; between
      Actor Name               | text | the actor
      Actor Country            | text | ISO 3166 alpha-3, IGO; several with ;
      Actor COW                | text | Correlates of War numbers
      Primary Actor Sector     | text | sector
      Actor Sectors            | text | all sectors
      Actor Title              | text | office
      Actor Name Raw           | text | as written
      Wikipedia Actor ID       | text | its article
      Recipient Name           | text | the recipient
      Recipient Country        | text | ISO 3166 alpha-3, IGO; several with ;
      Recipient COW            | text | Correlates of War numbers
      Primary Recipient Sector | text | sector
      Recipient Sectors        | text | all sectors
      Recipient Title          | text | office
      Recipient Name Raw       | text | as written
      Wikipedia Recipient ID   | text | its article
      Placename                | text | where
      City                     | text | where
      District                 | text | where
      Province                 | text | where
      Country                  | text | where, ISO 3166 alpha-3
      Latitude                 | real | where
      Longitude                | real | where
      GeoNames ID              | long | where
      Raw Placename            | text | as written
      Feature Type             | text | kind of place
      Source                   | text | publisher
      Publication Date         | date | day of publication
      Story People             | text | persons named
      Story Organizations      | text | organisations named
      Story Locations          | text | places named
      Language                 | text | of the article
      Version                  | text | of the coder
      """), missingTexts: ["None"], mapping: { common($0) })

  private static func common(_ source: CommonSource) -> CommonColumns {
    var common = CommonColumns(source)
    common.setDay("Event Date")
    common.setPlover(type: "Event Type", mode: "Event Mode", contexts: "Contexts")
    for (side, party) in [("actor", "Actor"), ("recipient", "Recipient")] {
      common[side + "s"] = source.list([party + " Name"]) { $0 == "None" ? [] : parts($0) }
      common[side + "_countries"] = source.list([party + " Country"], parts)
      common[side + "_sectors"] = source.list(["Primary \(party) Sector"], parts)
    }
    common["place"] = source.text("Placename") { $0 == "None" ? "" : $0 }
    common["place_country"] = source.text("Country") { $0 }
    common["source"] = source.text("Source") { $0 == "None" ? "" : $0 }
    common["published"] = source.date("Publication Date")
    return common
  }

  private static func parts(_ list: String) -> [String] {
    ListText.parts(list, separators: [";"])
  }
}
