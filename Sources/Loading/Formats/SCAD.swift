extension TableFormat {
  /// The Social Conflict Analysis Database. One event has a row a place: the key is eventid and locnum.
  static let scad = TableFormat(
    name: "scad", title: "SCAD social conflict events",
    layout: .delimited(separator: UInt8(ascii: ","), isQuoted: true, header: .always),
    columns: FormatColumn.table(
      """
      eventid            | long | the event; repeats, a row a place
      id                 | long | the row
      ccode              | long | Correlates of War number of the country
      countryname        | name | country
      startdate          | date | first day; take styr, stmo, stday, whose year has four digits
      enddate            | date | last day
      duration           | long | days
      stday              | long | first day
      stmo               | long | its month
      styr               | long | its year
      eday               | long | last day
      emo                | long | its month
      eyr                | long | its year
      etype              | long | 1-2 demonstrations, 3-4 riots, 5-6 strikes, 7-10 violence
      escalation         | long | what it became
      actor1             | name | who
      actor2             | name | who else
      actor3             | name | who else
      target1            | name | against whom
      target2            | name | against whom else
      cgovtarget         | long | whether the central government
      rgovtarget         | long | whether a regional government
      npart              | long | participants, coded
      ndeath             | long | deaths
      repress            | long | 0 none, 1 not lethal, 2 lethal
      elocal             | name | place
      ilocal             | name | place
      sublocal           | long | kind of place
      locnum             | long | number of the place
      gislocnum          | long | number of the place
      issue1             | long | what about
      issue2             | long | what else
      issue3             | long | what else
      issuenote          | text | more
      nsource            | name | publisher
      notes              | text | what happened
      female_event       | long | about women
      lgbtq_issue        | long | about sexual minorities
      coder              | text | who coded it
      acd_questionable   | long | may be in the Armed Conflict Dataset
      latitude           | real | where
      longitude          | real | where
      geo_comments       | text | where
      location_precision | text | where
      """, missingNumbers: [-99, -88, -77]), mapping: { common($0) })

  private static func common(_ source: CommonSource) -> CommonColumns {
    var common = CommonColumns(source)
    common.setDay(year: "styr", month: "stmo", day: "stday")
    common.setEnd(year: "eyr", month: "emo", day: "eday")
    common.setPlover(numberKind: "etype", ViolenceKind.ofSCAD)
    common["actors"] = source.list(["actor1", "actor2", "actor3"], name)
    common["recipients"] = source.list(["target1", "target2"], name)
    common["actor_countries"] = source.list(["countryname"], CountryName.isoList)
    common["place"] = source.text("elocal") { $0 }
    common["place_country"] = source.text("countryname", CountryName.iso)
    common["text"] = source.text("notes") { $0 }
    common["source"] = source.text("nsource") { $0 }
    return common
  }

  private static func name(_ text: String) -> [String] {
    text.isEmpty || text == "-99" ? [] : [text]
  }
}
