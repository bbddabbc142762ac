public import Columnar

/// A table in a store: its rows, and of which format it was loaded.
public struct StoredTable: Sendable {
  /// What queries call it.
  public let name: String
  /// The rows.
  public let table: Table
  /// The name of its `TableFormat`, nil for tables made of articles.
  public let format: String?

  /// A table to be kept.
  public init(name: String, table: Table, format: String?) {
    self.name = name
    self.table = table
    self.format = format
  }
}

/// A file that keeps tables as they lie in memory, so that opening one is mapping it.
///
///     header       magic, version, place and checksum of the directory, checksum of these   64 bytes
///     buffers      codes, offsets, texts ..., each at a multiple of 64
///     directory    JSON: the checksums of all blocks of the buffers, the tables and their columns
///
/// Every byte is under one of the checksums, and all are verified when a store is opened (see
/// docs/decisions/0016-stores.md). Numbers are little-endian, as is every machine Casus runs on.
public enum Store {
  /// The version that is written, and the newest that is read.
  static let version: UInt32 = 1
  package static let magic: [UInt8] = Array("CASUSTAB".utf8)
  package static let headerSize = 64
  static let alignment = 64
  /// The bytes under one checksum.
  package static let blockSize = 4 << 20

  /// Whether the file at a path begins as a store does.
  public static func isStore(_ path: String) -> Bool {
    do throws(LoadFailure) {
      return try ByteSource(path: path).prefix(magic.count).elementsEqual(magic)
    } catch {
      return false
    }
  }
}

/// The layouts of a store's columns by name.
enum StoreLayout: String {
  case packed, decimals, integers, reals, texts, lists, dynamics
}
