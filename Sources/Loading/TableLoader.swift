import Columnar

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Loads event tables: the entry of the module.
///
///     file -> ByteSource (Unpacking) -> FormatRecognizer -> ReadPlanner    what it is, how it is read
///          -> SegmentReader, a thread a part: BlockReader, then a kernel of CLoading a column
///          -> ColumnAssembly, a column at a time -> LoadedTable
///
/// `Formats` describes each kind of table in a file of its own; `Common` makes the common columns of
/// `events` out of theirs, when a query asks for them; `Keeping` writes and maps stores.
public struct TableLoader: Sendable {
  /// How a table is to be read, where its content does not say it all.
  public struct Options: Sendable {
    /// The format, nil to find it out.
    public var format: TableFormat?
    /// Types of columns by their names, in place of those that would be found.
    public var types: [String: FieldType]

    /// Options; by default all is found out.
    public init(format: TableFormat? = nil, types: [String: FieldType] = [:]) {
      self.format = format
      self.types = types
    }
  }

  private let options: Options
  private let monitor: LoadMonitor
  private let threads: Int

  /// A loader that uses as many threads as there are cores, or as many as are given.
  public init(
    options: Options = Options(), monitor: LoadMonitor = .none, threads: Int? = nil
  ) {
    self.options = options
    self.monitor = monitor
    self.threads = max(1, threads ?? Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
  }

  /// Whether the file at a path is a table, by its content; false for what may be an article, or cannot
  /// be read.
  public static func isTable(_ path: String) -> Bool {
    do throws(LoadFailure) {
      for file in try files(at: path, limit: FormatRecognizer.prefixLength) {
        let prefix = try file.source.prefix(FormatRecognizer.prefixLength)
        let recognizer = FormatRecognizer(prefix, isWhole: prefix.count == file.source.count)
        if try recognizer.format(name: file.name) != nil { return true }
      }
      return false
    } catch {
      // A kind of file that is no article either: loading it says why.
      if case .because = error { return true }
      return false
    }
  }

  /// Loads the table of a file, packed or not.
  public func load(_ path: String) throws(LoadFailure) -> LoadedTable {
    var tables: [LoadedTable] = []
    for file in try Self.files(at: path, limit: nil, monitor) {
      let prefix = try file.source.prefix(FormatRecognizer.prefixLength)
      let recognizer = FormatRecognizer(prefix, isWhole: prefix.count == file.source.count)
      var format = options.format
      if format == nil { format = try recognizer.format(name: file.name) }
      guard let format else { throw .unknownFormat }
      tables.append(try load(file, format, prefix))
    }
    guard let first = tables.first else { throw .because("the archive is empty") }
    return tables.dropFirst().reduce(first) { $0.joined(with: $1) }
  }

  private func load(
    _ file: File, _ format: TableFormat, _ prefix: ContiguousArray<UInt8>
  ) throws(LoadFailure) -> LoadedTable {
    let outcome: DelimitedLoader.Outcome
    switch format.layout {
    case .json:
      outcome = try JSONLoader(format, types: options.types, monitor).run(file.source.all())
    case .delimited(let separator, let isQuoted, let header):
      let plan = try ReadPlanner(
        format: format, types: options.types, bytes: prefix,
        isWhole: prefix.count == file.source.count, separator: separator, isQuoted: isQuoted,
        header: header
      ).plan()
      outcome = try DelimitedLoader(file.source, plan, monitor).run(threads: threads)
    }
    return LoadedTable(
      format: format,
      table: Table(
        schema: Schema(outcome.schema), columns: outcome.columns, rowCount: outcome.rowCount),
      problems: outcome.problems, defaultName: Self.tableName(path: file.name, format))
  }

  /// Tables of known formats are called by it, so that the files of a folder become one table; others
  /// by their file.
  private static func tableName(path: String, _ format: TableFormat) -> String {
    format.columns.isEmpty
      ? FileName.tableName(of: path)
      : String(format.name.map { $0 == "-" ? "_" : $0 })
  }

  // MARK: - Files

  /// One file of text, unpacked.
  private struct File {
    let name: String
    let source: ByteSource
  }

  /// The file at a path, or what is packed in it; of the latter with a limit only as much as that.
  private static func files(
    at path: String, limit: Int?, _ monitor: LoadMonitor = .none
  ) throws(LoadFailure) -> [File] {
    let source = try ByteSource(path: path)
    let magic = try source.prefix(4)
    if Unpacking.isGzip(magic) {
      let bytes = try Unpacking.gzip(source.all(), limit: limit, monitor)
      return [File(name: path, source: ByteSource(bytes))]
    }
    if Unpacking.isZip(magic) {
      let entries = try Unpacking.zip(source.all(), limit: limit, monitor)
      return entries.map { File(name: $0.name, source: ByteSource($0.bytes)) }
    }
    return [File(name: path, source: source)]
  }
}
