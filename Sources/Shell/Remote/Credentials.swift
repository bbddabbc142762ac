import Glibc
import Remote

/// Where a user, a password or a token comes from: the environment, or else a file that nobody else may
/// read.
///
/// The file is `casus/credentials` in the folder of configurations. A line of it is a host, with or
/// without its port, and `user NAME`, `password WORD` or `token WORD` in any order:
///
///     warehouse.example.org:443  token dapi0123456789
///     127.0.0.1                  user me password secret
enum Credentials {
  /// Why there are none.
  struct Problem: Error {
    /// One line.
    let message: String
  }

  /// The credentials for an address; without any the engine is asked as nobody in particular.
  static func find(
    for address: RemoteAddress, file: String? = path
  ) throws(Problem) -> RemoteCredentials {
    let (user, password) = (value("CASUS_USER"), value("CASUS_PASSWORD"))
    let token = value("CASUS_TOKEN")
    if user != nil || password != nil || token != nil {
      return RemoteCredentials(user: user, password: password, token: token)
    }
    guard let file, unsafe access(file, F_OK) == 0 else { return RemoteCredentials() }
    var status = stat()
    guard unsafe stat(file, &status) == 0, status.st_mode & 0o077 == 0 else {
      throw Problem(message: "'\(file)' may be read by others; chmod 600 it first")
    }
    guard let text = TextFile.read(file).text else {
      throw Problem(message: "cannot read '\(file)'")
    }
    return parse(text, for: address)
  }

  private static var path: String? { Program.configurationFolder.map { $0 + "/credentials" } }

  private static func value(_ name: String) -> String? {
    Console.environment(name).flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The credentials of the first line for an address.
  static func parse(_ text: String, for address: RemoteAddress) -> RemoteCredentials {
    for line in text.split(separator: "\n") {
      let words = line.split { $0 == " " || $0 == "\t" }.map(String.init)
      guard let place = words.first, place == address.host || place == address.authority else {
        continue
      }
      func word(after name: String) -> String? {
        for index in stride(from: 1, to: words.count - 1, by: 2) where words[index] == name {
          return words[index + 1]
        }
        return nil
      }
      return RemoteCredentials(
        user: word(after: "user"), password: word(after: "password"), token: word(after: "token"))
    }
    return RemoteCredentials()
  }
}
