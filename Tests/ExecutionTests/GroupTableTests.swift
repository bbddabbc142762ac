import Columnar
import TestSupport
import Testing

@testable import Execution

struct GroupTableTests {
  /// Key columns of all layouts, with nulls, NaN and a dictionary a chunk.
  private static func chunk(
    _ rowCount: Int, _ types: [LogicalType], using random: inout SeededGenerator
  ) -> [Vector] {
    types.map { type in
      let values = (0..<rowCount).map { _ -> Value in
        let number = Int.random(in: 0..<6, using: &random)
        if number == 0 { return type == .string ? .string("") : .null }
        switch type.physical {
        case .bool: return .bool(number % 2 == 0)
        case .integer: return .integer(Int64(number))
        case .real: return .real(number == 5 ? .nan : Double(number) / 2)
        case .string: return .string("key \(number)")
        case .dynamic: return .dynamic(.array([.integer(Int64(number)), .string("x")]))
        }
      }
      return Vector(type, boxed: values)
    }
  }

  @Test(arguments: [
    [LogicalType.string], [.long], [.real], [.string, .long], [.bool, .real, .dynamic],
    [.guid, .string, .datetime, .long], Array(repeating: LogicalType.long, count: 70),
  ])
  func `groups are numbered as a dictionary of boxed keys would`(_ types: [LogicalType]) {
    withSeeds(20) { random in
      var table = GroupTable(types: types)
      var reference: [[String]: UInt32] = [:]
      var order: [[String]] = []
      for _ in 0..<3 {
        let vectors = Self.chunk(50, types, using: &random)
        let groups = table.groups(
          of: vectors.map { ArgumentVector($0, isConstant: false) }, rowCount: 50)
        for row in 0..<50 {
          let key = vectors.map { "\($0[row])" }
          if reference[key] == nil {
            reference[key] = UInt32(order.count)
            order.append(key)
          }
          #expect(groups[row] == reference[key])
        }
      }
      #expect(table.count == order.count)
      let keys = table.keyVectors()
      #expect(order.indices.allSatisfy { group in keys.map { "\($0[group])" } == order[group] })
    }
  }

  @Test func `looking up finds what was put in and nothing else`() {
    var table = GroupTable(types: [.string, .long])
    let texts = ArgumentVector(
      Vector(.string, boxed: [.string("a"), .string("b")]), isConstant: false)
    let numbers = ArgumentVector(Vector(.long, boxed: [.integer(1), .null]), isConstant: false)
    #expect(table.groups(of: [texts, numbers], rowCount: 2) == [0, 1])
    let one = ArgumentVector(Vector(.long, boxed: [.integer(1)]), isConstant: true)
    #expect(table.find([texts, one], rowCount: 2) == [0, .max])
  }

  private func withSeeds(_ count: UInt64, _ body: (inout SeededGenerator) -> Void) {
    for seed in 0..<count {
      var random = SeededGenerator(seed: seed)
      body(&random)
    }
  }
}
