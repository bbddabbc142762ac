import Remote
import Testing

@Suite struct RemoteAddressTests {
  @Test(arguments: [
    ("spark://h", "spark://h:10001"),
    ("spark://h:7/db", "spark://h:7/db"),
    ("SPARKS://h/db", "sparks://h:443/db"),
    ("clickhouse://me@10.0.0.1/db", "clickhouse://10.0.0.1:8123/db"),
    ("clickhouses://[::1]:9/", "clickhouses://[::1]:9"),
    ("sparks://h/db?path=/sql/1.0/warehouses/a1", "sparks://h:443/db"),
  ])
  func `an address is read`(text: String, shown: String) throws {
    #expect(try RemoteAddress(text).shown == shown)
  }

  @Test(arguments: [
    ("spark", "'spark' is no address; write it as spark://host:10001/database"),
    (
      "oracle://h",
      "unknown scheme 'oracle'; there are spark, sparks, clickhouse, clickhouses"
    ),
    ("spark://", "an address names a host"),
    ("spark://h:0", "'0' is no port"),
    ("spark://h:99999", "'99999' is no port"),
    ("spark://h/d?x=1", "unknown 'x=1' in the address; there is path=/..."),
    ("spark://h/d\r\nX: y", "an address has no blanks and no control characters"),
    (
      "spark://me:secret@h",
      "an address with a password in it is not taken; "
        + "put the password into CASUS_PASSWORD or the file of credentials"
    ),
  ])
  func `what is no address is told`(text: String, message: String) {
    do throws(RemoteAddress.Problem) {
      _ = try RemoteAddress(text)
      Issue.record("an address was made of it")
    } catch {
      #expect(error.message == message)
    }
  }

  @Test func `the path of a request may be another`() throws {
    #expect(try RemoteAddress("spark://h").path == "/cliservice")
    #expect(try RemoteAddress("spark://h?path=/x").path == "/x")
  }

  @Test func `credentials have no text`() {
    let credentials = RemoteCredentials(user: "me", password: "secret", token: "token")
    var dumped = "\(credentials) " + String(reflecting: credentials)
    dump(credentials, to: &dumped)
    #expect(!dumped.contains("secret") && !dumped.contains("token"))
  }
}
