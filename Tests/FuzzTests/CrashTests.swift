import Foundation
import FuzzTargets
import TestSupport
import Testing

/// What fuzzing found: inputs that once ended the process, hung it or broke what must hold.
@Suite(.timeLimit(.minutes(2))) struct CrashTests {
  /// The inputs by target; the file's name says what was wrong.
  private static let inputs: [(target: FuzzTarget, path: String)] = FuzzTarget.allCases.flatMap {
    target in
    let folder = packageDirectory + "/Tests/FuzzTests/Crashes/" + target.rawValue
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.sorted().map { (target, folder + "/" + $0) }
  }

  @Test(arguments: inputs.map(\.path))
  func `an input that did harm does none`(path: String) throws {
    let input = try #require(Self.inputs.first { $0.path == path })
    input.target.run(Array(try Data(contentsOf: URL(fileURLWithPath: path))))
  }

  @Test(arguments: FuzzTarget.allCases)
  func `what the fuzzers begin with does no harm, whole or damaged`(target: FuzzTarget) {
    let seeds = FuzzSeeds(root: packageDirectory).inputs(of: target)
    #expect(seeds.count > 8)
    var generator = SeededGenerator(seed: 8)
    for seed in seeds.enumerated().filter({ $0.offset % 10 == 0 }).map(\.element) {
      target.run(seed)
      var damaged = seed
      damaged[Int.random(in: 0..<seed.count, using: &generator)] ^= 1 << 5
      target.run(damaged)
    }
  }
}
