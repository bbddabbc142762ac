import Foundation
import TestSupport
import Testing

/// The scripts that `casus --generate-completion-script` writes, in the shells that they are for.
@Suite struct CompletionScriptTests {
  /// What is typed, and some of what must be offered then.
  static let lines: [(String, [String])] = [
    ("casus r", ["run"]),
    ("casus ex", ["extract", "examples"]),
    ("casus see", ["seeds"]),
    ("casus --no", ["--no-init", "--notes"]),
    ("casus --format ", ["box", "csv", "html"]),
    ("casus --format j", ["json", "jsonl"]),
    ("casus seeds --ti", ["--timing"]),
    ("casus -c query see", ["seeds"]),
    ("casus -f examples/9", ["examples/9-gdelt.kql"]),
    ("casus run examples/9", ["examples/9-gdelt.kql"]),
    ("casus run examples/9-gdelt.kql se", ["seeds"]),
    ("casus run examples/9-gdelt.kql --pa", ["--param", "--patterns"]),
    ("casus extract --format p", ["plover"]),
    ("casus convert examples/gdelt-sample.t", ["examples/gdelt-sample.tsv"]),
    ("casus run -o REA", ["README.md"]),
  ]

  static func has(_ program: String) -> Bool {
    FileManager.default.isExecutableFile(atPath: "/usr/bin/" + program)
  }

  private func check(_ offered: String, _ expected: [String]) {
    // Folders end in a slash in some shells.
    let words = offered.split(whereSeparator: \.isWhitespace).map {
      $0.hasSuffix("/") ? String($0.dropLast()) : String($0)
    }
    for word in expected { #expect(words.contains(word), "offered: \(offered)") }
  }

  @Test(.enabled(if: has("bash")), arguments: lines)
  func `bash completes commands, options, their values and files`(
    line: String, expected: [String]
  ) throws {
    let script = #"""
      source <(casus --generate-completion-script bash)
      COMP_LINE=$1 COMP_POINT=${#1}
      read -ra COMP_WORDS <<< "$1"
      [[ $1 == *' ' ]] && COMP_WORDS+=('')
      COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
      read -ra how < <(complete -p casus)
      for index in "${!how[@]}"; do [[ ${how[index]} == -F ]] && name=${how[index + 1]}; done
      "$name" casus "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
      printf '%s\n' "${COMPREPLY[@]}"
      """#
    let folder = try TemporaryFolder()
    try script.write(toFile: folder.path + "/try", atomically: true, encoding: .utf8)
    let seen = try SystemShell.run("bash '\(folder.path)/try' '\(line)'", in: packageDirectory)
    check(seen.output, expected)
  }

  @Test(.enabled(if: has("fish")), arguments: lines)
  func `fish completes commands, options, their values and files`(
    line: String, expected: [String]
  ) throws {
    let home = try TemporaryFolder()
    let seen = try SystemShell.run(
      "export HOME='\(home.path)'; casus --generate-completion-script fish > $HOME/script; "
        + "fish -c \"source $HOME/script; complete -C '\(line)'\" | cut -f 1", in: packageDirectory)
    check(seen.output, expected)
  }

  @Test(arguments: ["bash", "fish", "zsh"])
  func `a script is free of mistakes and has what is added to it`(shell: String) throws {
    let script = try SystemShell.run(
      "casus --generate-completion-script \(shell)", in: packageDirectory)
    #expect(script.status == 0)
    #expect(script.output.contains("# Where no command is named"))
    // The function that zsh calls by the name of the file is the one that is added.
    if shell == "zsh" {
      #expect(script.output.components(separatedBy: "\n_casus() {").count == 2)
      #expect(script.output.contains("\n__casus_named() {"))
    }
    guard Self.has(shell) else { return }
    let folder = try TemporaryFolder()
    let path = folder.path + "/script"
    try script.output.write(toFile: path, atomically: true, encoding: .utf8)
    let checked = try SystemShell.run("\(shell) -n '\(path)'", in: folder.path)
    #expect(checked.output == "")
    #expect(checked.status == 0)
  }
}
