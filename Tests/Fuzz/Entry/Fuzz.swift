import CFuzzer
import Foundation
import FuzzTargets
import Glibc

/// A fuzzer of one of `FuzzTarget`, named by `CASUS_FUZZ_TARGET`; its arguments are libFuzzer's. With
/// the arguments `seeds ROOT FOLDER` it writes what to begin with instead.
@main struct Fuzz {
  static func main() throws {
    guard let target else {
      let names = FuzzTarget.allCases.map(\.rawValue).joined(separator: ", ")
      FileHandle.standardError.write(Data("CASUS_FUZZ_TARGET names one of: \(names)\n".utf8))
      exit(2)
    }
    let given = CommandLine.arguments
    if given.count == 4, given[1] == "seeds" {
      for (number, input) in FuzzSeeds(root: given[2]).inputs(of: target).enumerated() {
        try Data(input).write(to: URL(fileURLWithPath: "\(given[3])/seed-\(number)"))
      }
      return
    }
    var count = CommandLine.argc
    var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? =
      unsafe CommandLine
      .unsafeArgv
    let status = unsafe withUnsafeMutablePointer(to: &arguments) { pointer in
      unsafe LLVMFuzzerRunDriver(&count, UnsafeMutableRawPointer(pointer), fuzzOneInput)
    }
    exit(status)
  }
}

private let target = unsafe getenv("CASUS_FUZZ_TARGET")
  .flatMap { unsafe FuzzTarget(rawValue: String(cString: $0)) }

@_cdecl("fuzzOneInput")
func fuzzOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  target?.run(unsafe Array(UnsafeBufferPointer(start: bytes, count: count)))
  return 0
}
