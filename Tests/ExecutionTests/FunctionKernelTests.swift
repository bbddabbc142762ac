import Columnar
import Execution
import Planning
import TestSupport
import Testing

/// Kernels over whole columns give what they give row by row.
struct FunctionKernelTests {
  private static let numbers: [LogicalType] = [.int, .long, .real, .decimal]

  /// Names and the types of arguments that they take.
  private static let calls: [(name: String, types: [LogicalType])] = {
    var calls: [(name: String, types: [LogicalType])] = []
    for name in ["+", "-", "*", "/", "%", "==", "!=", "<", "<=", ">", ">=", "max_of", "bin"] {
      for a in numbers { for b in numbers { calls.append((name, [a, b])) } }
    }
    for name in ["==", "!=", "<", ">=", "coalesce"] {
      for type in [LogicalType.bool, .string, .datetime, .timespan, .guid, .dynamic] {
        calls.append((name, [type, type]))
      }
      if name != "coalesce" {
        calls += [(name, [.string, .long]), (name, [.dynamic, .string]), (name, [.bool, .long])]
      }
    }
    for name in ["has", "!has", "contains_cs", "startswith", "endswith", "hasprefix", "=~", "!~"] {
      calls += [(name, [.string, .string]), (name, [.dynamic, .string])]
    }
    for type in [LogicalType.bool, .long, .real, .string, .datetime, .dynamic, .guid] {
      calls += [
        ("isnull", [type]), ("isempty", [type]), ("tostring", [type]), ("tolong", [type]),
        ("toreal", [type]), ("todatetime", [type]), ("iff", [.bool, type, type]),
        ("case", [.bool, type, .bool, type, type]), ("in", [type, type, type]),
        ("!in", [type, .dynamic]), ("gettype", [type]),
      ]
    }
    calls += [
      ("and", [.bool, .bool]), ("or", [.bool, .long]), ("not", [.bool]), ("negate", [.long]),
      ("negate", [.real]), ("abs", [.long]), ("sqrt", [.real]), ("isnan", [.real]),
      ("+", [.datetime, .timespan]), ("-", [.datetime, .datetime]), ("*", [.timespan, .long]),
      ("*", [.real, .timespan]), ("/", [.timespan, .timespan]), ("/", [.timespan, .long]),
      ("%", [.timespan, .timespan]), ("between", [.long, .long, .long]),
      ("between", [.datetime, .datetime, .timespan]), ("!between", [.real, .long, .real]),
      ("bin", [.datetime, .timespan]), ("bin", [.timespan, .timespan]), ("getyear", [.datetime]),
      ("startofweek", [.datetime]), ("endofmonth", [.datetime, .long]),
      ("startofyear", [.datetime, .long]), ("week_of_year", [.datetime]), ("strlen", [.string]),
      ("in~", [.string, .string, .dynamic]), ("has_any", [.string, .dynamic]),
      ("has_all", [.string, .string, .string]), ("array_length", [.dynamic]),
      ("set_has_element", [.dynamic, .string]), ("strcat", [.string, .long, .real]),
      ("substring", [.string, .long]), ("matches regex", [.string, .string]),
    ]
    return calls
  }()

  private static let rowCount = 60

  /// Every combination of columns and constants for every call.
  @Test func `a kernel agrees with itself row by row`() throws {
    var random = SeededGenerator(seed: 20)
    for (name, types) in Self.calls {
      let columns = types.map { type in
        (0..<Self.rowCount).map { _ in Self.value(type, &random) }
      }
      for constants in 0..<(1 << types.count) {
        let isConstant = types.indices.map { constants >> $0 & 1 == 1 }
        let known = types.indices.map { isConstant[$0] ? columns[$0][0] : nil }
        let call = try FunctionCall(name, types, constants: known)
        let arguments = types.indices.map { place in
          ArgumentVector(
            Self.vector(isConstant[place] ? [columns[place][0]] : columns[place], types[place]),
            isConstant: isConstant[place])
        }
        let result = call.kernel(arguments, Self.rowCount, call.type, FunctionCall.context)
        #expect(result.count == Self.rowCount && result.type == call.type)
        for row in 0..<Self.rowCount {
          let rowArguments = types.indices.map { place in
            let value = columns[place][isConstant[place] ? 0 : row]
            return ArgumentVector(Self.vector([value], types[place]), isConstant: true)
          }
          let expected = call.kernel(rowArguments, 1, call.type, FunctionCall.context)[0]
          let isSame =
            result[row].isNull == expected.isNull
            && ValueOrder.compare(result[row], expected) == 0
          #expect(
            isSame, "\(name)\(types) \(isConstant) row \(row): \(result[row]), not \(expected)")
        }
        Self.checkZeros(result)
      }
    }
  }

  /// Null rows hold a zero, so that other kernels may compute over them.
  private static func checkZeros(_ vector: Vector) {
    for row in 0..<vector.count where !vector.validity[row] {
      switch vector.values {
      case .bools(let values): #expect(!values[row])
      case .integers(let values): #expect(values[row] == 0)
      case .reals(let values): #expect(values[row] == 0)
      case .strings(let codes, _): #expect(codes[row] == 0)
      case .dynamics(let values): #expect(values[row] == .null)
      case .lists: break
      }
    }
  }

  @Test func `arithmetic on longs agrees with exact arithmetic`() throws {
    var random = SeededGenerator(seed: 4)
    for _ in 0..<2000 {
      guard case .integer(let a) = Self.value(.long, &random),
        case .integer(let b) = Self.value(.long, &random)
      else { continue }
      let wide = { (name: String) in try FunctionCall.value(name, [.integer(a), .integer(b)]) }
      #expect(try wide("+") == .integer(Int64(truncatingIfNeeded: Int128(a) + Int128(b))))
      #expect(try wide("*") == .integer(Int64(truncatingIfNeeded: Int128(a) * Int128(b))))
      if b != 0 {
        #expect(try wide("/") == .integer(Int64(truncatingIfNeeded: Int128(a) / Int128(b))))
        let remainder = Int128(a) % Int128(b)
        let euclidean = remainder < 0 ? remainder + Int128(b.magnitude) : remainder
        #expect(try wide("%") == .integer(Int64(euclidean)))
      }
    }
  }

  @Test func `lists of texts answer as arrays do`() throws {
    var builder = ColumnBuilder(.dynamic)
    for list in [["a", "b"], [], ["b"], ["c", "c", "a"]] { builder.append(list: list) }
    let lists = try #require(builder.finish().first)
    guard case .lists = lists.values else {
      Issue.record("the builder makes no lists")
      return
    }
    let arguments = [
      ArgumentVector(lists, isConstant: false),
      ArgumentVector(Self.vector(["a"], .string), isConstant: true),
    ]
    let has = try #require(ScalarKernels.kernel(for: "set_has_element"))
    let found = has(arguments, 4, .bool, FunctionCall.context)
    #expect((0..<4).map { found[$0] } == [true, false, false, true])
    let length = try #require(ScalarKernels.kernel(for: "array_length"))
    let lengths = length([arguments[0]], 4, .long, FunctionCall.context)
    #expect((0..<4).map { lengths[$0] } == [2, 0, 1, 3])
  }

  private static func vector(_ values: [Value], _ type: LogicalType) -> Vector {
    var builder = VectorBuilder(type)
    for value in values { builder.append(value) }
    return builder.finish()
  }

  /// A value of a type, often null or an extreme.
  private static func value(
    _ type: LogicalType, _ random: inout SeededGenerator
  ) -> Value {
    if Int.random(in: 0..<5, using: &random) == 0 { return type == .string ? "" : .null }
    let isExtreme = Int.random(in: 0..<4, using: &random) == 0
    let small = Int64.random(in: -3...3, using: &random)
    switch type {
    case .bool: return .bool(Bool.random(using: &random))
    case .int: return .integer(isExtreme ? Int64(Int32.min) : small)
    case .long:
      return .integer(isExtreme ? [Int64.min, .max].randomElement(using: &random) ?? 0 : small)
    case .real, .decimal:
      let extremes = [Double.nan, .infinity, -.infinity, -0.0, 1e308]
      return .real(
        isExtreme ? extremes.randomElement(using: &random) ?? 0 : Double(small) * 0.5)
    case .string:
      let texts = ["a", "A b", "café", "CAFÉ", "1", "b a", "한국 a", "2.5", "Korea (north)"]
      return .string(texts.randomElement(using: &random) ?? "")
    case .datetime:
      return .datetime(
        isExtreme
          ? Ticks.datetimes.upperBound
          : Int64.random(in: Ticks.datetimes, using: &random))
    case .timespan:
      return .timespan(isExtreme ? .min : small * Ticks.perHour)
    case .guid: return .guid("01234567-89ab-cdef-0123-45678\(small + 3)abcdef")
    case .dynamic:
      let values: [DynamicValue] = [
        .integer(small), .string("a"), .real(0.5), .array([.string("a"), .integer(1)]),
        .bag(DynamicBag(members: [("a", .integer(1))])), .bool(true), .array([]),
      ]
      return .dynamic(values.randomElement(using: &random) ?? .null)
    }
  }
}
