import Columnar
import Foundation
import Ontology
import TestSupport
import Testing

@testable import Loading

@Suite struct RecognizerTests {
  private static func format(_ text: String, name: String = "x.txt") throws -> String? {
    try FormatRecognizer(ContiguousArray(text.utf8), isWhole: true).format(name: name)?.name
  }

  @Test(arguments: [
    (String(repeating: "\t", count: 60), "x.CSV", nil as String?),
    ("1" + String(repeating: "\t", count: 60), "x.CSV", "gdelt2"),
    ("1" + String(repeating: "\t", count: 57), "x.CSV", "gdelt1"),
    ("1" + String(repeating: "\t", count: 56), "x.CSV", "gdelt1-backfile"),
    ("Rain fell on the hills.\n", "x.txt", nil),
    ("a,b\n1,2\n", "x.csv", "csv"),
    ("a,b\n1,2\n", "x.txt", nil),
    ("a\tb\n1\t2\n", "x.csv", "tsv"),
    ("a\tb\n1\t2\n", "x.tsv.gz", "tsv"),
    ("eid,story_date,x,y\n", "x.csv", "phoenix-cline"),
    ("EVENT_ID_CNTY,A,B,C\n", "x.csv", "acled"),
    ("id,conflict_new_id,a,b\n", "x.csv", "ucdp"),
    ("eventid,id,ccode,b\n", "x.csv", "scad"),
    ("{\"id\": 1, \"text\": \"Rain fell.\"}\n", "x.jsonl", nil),
    ("[{\"a\": 1}]", "x.json", "json"),
    ("{\"date\": \"2020-01-01\", \"event\": [\"AID\"], \"actor\": []}", "x.json", "plover"),
  ])
  func `a table is told by its content`(text: String, name: String, expected: String?) throws {
    // A line of nothing but tabs is GDELT's in no number of them.
    let wanted = text.hasPrefix("\t") ? "tsv" : expected
    #expect(try Self.format(text, name: name) == wanted)
  }

  @Test(arguments: [
    ("gdelt1-backfile", 57), ("gdelt1", 58), ("gdelt2", 61), ("gdelt-mentions", 16),
    ("phoenix", 26), ("phoenix-cline", 25), ("polecat", 40), ("scad", 44),
  ])
  func `a format has the columns that its publisher counts`(name: String, count: Int) throws {
    let format = try #require(TableFormat.named(name))
    #expect(format.columns.count == count)
    #expect(Set(format.columns.map(\.name)).count == count)
  }

  @Test(arguments: [
    ("PAR1....", "Parquet"), ("ARROW1..", "Arrow"), ("SQLite format 3\0", "SQLite"),
  ])
  func `what cannot be read is named`(text: String, kind: String) {
    let error = #expect(throws: LoadFailure.self) { try Self.format(text) }
    #expect(error?.reason.contains(kind) == true)
  }

  @Test(arguments: [
    ("20200302141500.export.CSV.zip", "t20200302141500"), ("my data-1.csv", "my_data_1"),
    ("a/b/über.csv.gz", "_ber"), (".csv", "table"),
  ])
  func `a table is called by its file in letters that need no brackets`(path: String, name: String)
  {
    #expect(FileName.tableName(of: path) == name)
  }
}

@Suite struct DateFormTests {
  @Test(arguments: [
    ("20170511", DateForm.any, "2017-05-11"), ("20170511093000", .any, "2017-05-11T09:30"),
    ("2017-05-11", .any, "2017-05-11"), ("5/11/2017", .any, "2017-05-11"),
    ("11/5/2017", .dayFirst, "2017-05-11"), ("31-12-19", .dayFirst, "2019-12-31"),
    ("5-Aug-24", .dayFirst, "2024-08-05"), ("28-Jan-90", .any, "1990-01-28"),
    ("03 December 2020", .dayFirst, "2020-12-03"), ("01-January-2015", .dayFirst, "2015-01-01"),
    ("2020-12-03", .dayFirst, "2020-12-03"), ("1989-04-20 00:00:00.000", .any, "1989-04-20"),
  ])
  func `a date is read in its form`(text: String, form: DateForm, expected: String) throws {
    let ticks = try #require(form.ticks(of: text))
    #expect(DatetimeText.text(of: ticks).hasPrefix(expected))
  }

  @Test(arguments: ["", "0", "20171311", "20170230", "1e9", "tomorrow", "31/02/2019"])
  func `what is no date is none`(text: String) {
    #expect(DateForm.any.ticks(of: text) == nil)
    #expect(DateForm.dayFirst.ticks(of: text) == nil)
  }
}

@Suite struct InferenceTests {
  @Test(arguments: [
    (["1", "-20", ""], FieldType.long), (["1", "2.5"], .real), (["-0.5", "1e3"], .real),
    (["007", "010"], .text), (["true", "FALSE"], .bool), (["2020-01-02", ""], .date(.any)),
    (["1/2/2020"], .text), (["", ""], .text), (["1", "x"], .text), (["inf", "nan"], .text),
    (["123456789012345678901"], .real), (["0x10"], .text),
  ])
  func `a type is guessed from all fields`(fields: [String], type: FieldType) {
    #expect(TypeInference.type(of: fields) == type)
  }
}

@Suite struct TranslationTests {
  @Test(arguments: [
    ("042", "CONSULT", "visit"), ("163", "SANCTION", "discontinue"),
    ("0871", "RETREAT", "ceasefire"),
    ("186", "ASSAULT", "targeted"), ("1999", "ASSAULT", ""), ("13", "THREATEN", ""),
  ])
  func `a CAMEO code is told in PLOVER`(code: String, type: String, mode: String) throws {
    let plover = try #require(CameoCode.plover(code))
    #expect(plover.type.rawValue == type)
    #expect(plover.mode == mode)
  }

  @Test(arguments: ["010", "0214", "", "x", "99"])
  func `statements, appeals and nonsense have no type`(code: String) {
    #expect(CameoCode.plover(code) == nil)
  }

  /// A mode that its type does not have would be a value that no query expects.
  @Test func `every translated mode is one of its type`() {
    for code in 0..<2100 {
      for key in [String(code), "0" + String(code)] {
        guard let plover = CameoCode.plover(key) else { continue }
        #expect(plover.mode.isEmpty || plover.type.modes.contains(plover.mode), "\(key)")
      }
    }
  }

  @Test(arguments: [
    ("40", "4", "040"), ("190", "19", "190"), ("31", "03", "031"), ("042", "04", "042"),
    ("12", "1", "012"), ("", "4", ""),
  ])
  func `a lost zero is found by the root`(code: String, root: String, expected: String) {
    #expect(CameoCode.padded(code, root: root) == expected)
  }

  @Test func `countries of every table come to ISO codes`() {
    #expect(CameoCountry.iso("ROM") == ["ROU"])
    #expect(CameoCountry.iso("AFR") == [])
    #expect(CameoCountry.iso("TWN") == ["TWN"])
    #expect(CameoCountry.iso("QQQ") == [])
    #expect(CameoActor.countries("IGOUNO") == ["IGO:UN"])
    #expect(CameoActor.countries("---GOV") == [])
    #expect(FipsCountry.iso("AS") == "AUS")
    #expect(FipsCountry.iso("OS") == "")
    #expect(CountryNumber.iso(854) == "BFA")
    #expect(CountryNumber.iso(0) == "XKX")
    #expect(CountryName.iso("Moldova, Republic of") == "MDA")
    #expect(CountryName.iso("DR Congo (Zaire)") == "COD")
    #expect(CountryName.iso("Congo") == "COG")
    #expect(CountryName.iso("Nowhere") == "")
    #expect(ACLEDActor.countries("Military Forces of Mali (2012-2013)") == ["MLI"])
    #expect(ACLEDActor.countries("Protesters (India)") == ["IND"])
    #expect(ACLEDActor.countries("Unidentified Armed Group") == [])
  }

  @Test(arguments: [
    ("https://www.example.org/a", "example.org"), ("http://x.example:80/", "x.example"),
    ("no address", ""), ("", ""),
  ])
  func `a publisher is a page's host`(address: String, host: String) {
    #expect(WebAddress.host(address) == host)
  }
}

@Suite struct JSONValuesTests {
  private static func items(_ text: String) -> [String] {
    let bytes = ContiguousArray(text.utf8)
    var values = JSONValues(bytes, from: 0)
    var found: [String] = []
    while let item = values.next() {
      found.append(
        "\(item.line)\(item.isWhole ? "" : "!") "
          + String(decoding: bytes[item.range], as: UTF8.self))
    }
    return found
  }

  @Test func `objects are cut whatever stands between them`() {
    #expect(Self.items("{\"a\":1}\n{\"b\":\"}\"}") == ["1 {\"a\":1}", "2 {\"b\":\"}\"}"])
    #expect(Self.items("[{\"a\":1},\n{\"b\":2}]") == ["1 {\"a\":1}", "2 {\"b\":2}"])
    #expect(Self.items("{\n\"a\":\n1}{\"b\":2}").count == 2)
    #expect(Self.items("") == [])
  }

  @Test func `a broken line takes none behind it along`() {
    #expect(
      Self.items("{\"a\":1}\n{\"b\":[2\n{\"c\":\"x\n{\"d\":4}\n")
        == ["1 {\"a\":1}", "2! {\"b\":[2", "3! {\"c\":\"x", "4 {\"d\":4}"])
  }
}
