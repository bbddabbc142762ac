import ArgumentParser

/// The scripts that teach bash, zsh and fish to complete the command line of `casus`.
///
/// The parser's own know nothing of the command that is meant where none is named: they offer the names of
/// commands, and neither files nor options. To each of them a few lines are added, by which a line without
/// a command completes as one of `casus shell`.
enum CompletionScript {
  /// The script of `casus --generate-completion-script SHELL`; nil where that is not what is asked, or
  /// of no shell that is known.
  static func asked(by arguments: [String]) -> String? {
    guard arguments.count == 3, arguments[1] == "--generate-completion-script",
      let shell = CompletionShell(rawValue: arguments[2])
    else { return nil }
    return text(for: shell)
  }

  private static func text(for shell: CompletionShell) -> String {
    let generated = Casus.completionScript(for: shell)
    switch shell {
    case .bash:
      return generated.replacing("complete -o filenames -F _casus casus", with: bash)
    case .zsh:
      // Loaded by its name, the function of the file is the one that is called ever after.
      return generated.replacing("\n_casus() {", with: "\n__casus_named() {").replacing(
        #"if [[ "${funcstack[1]}" = _casus ]]; then"#,
        with: zsh + #"if [[ "${funcstack[1]}" = _casus ]]; then"#)
    case .fish: return generated + "\n" + fish(generated)
    default: return generated
    }
  }

  /// The names of the commands.
  private static let commands =
    Casus.configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"]

  private static let bash = #"""
    # Where no command is named, the line is completed as one of casus shell.
    __casus_line() {
        case " \#(commands.joined(separator: " ")) " in
        *" ${COMP_WORDS[1]} "*)
            if [[ "${COMP_CWORD}" -gt 1 ]]; then
                _casus "${@}"
                return
            fi
            ;;
        esac
        local -a commands=()
        if [[ "${COMP_CWORD}" -eq 1 ]]; then
            mapfile -t commands < <(compgen -W '\#(commands.joined(separator: " "))' -- "${2}")
        fi
        COMP_LINE="${COMP_WORDS[0]} shell${COMP_LINE#"${COMP_WORDS[0]}"}"
        COMP_POINT=$((COMP_POINT + 6))
        COMP_WORDS=("${COMP_WORDS[0]}" shell "${COMP_WORDS[@]:1}")
        COMP_CWORD=$((COMP_CWORD + 1))
        _casus "${@}"
        COMPREPLY=("${commands[@]}" "${COMPREPLY[@]}")
    }

    complete -o filenames -F __casus_line casus
    """#

  private static let zsh = #"""
    # Where no command is named, the line is completed as one of casus shell.
    _casus() {
        local -i ret=1
        if (( CURRENT == 2 )); then
            [[ "${words[2]}" = -* ]] || { __casus_named && ret=0 }
        elif (( ${+functions[_casus_${words[2]}]} )); then
            __casus_named
            return
        fi
        words=("${words[1]}" shell "${(@)words[2,-1]}")
        (( CURRENT++ ))
        __casus_named && ret=0
        return "${ret}"
    }


    """#

  /// What fish is told of the options of `casus shell` holds where no command is named, too.
  private static func fish(_ generated: String) -> String {
    let known =
      "complete -c 'casus' -n '__casus_should_offer_completions_for_flags_or_options \"casus shell\""
    let options = generated.split(separator: "\n").filter { $0.hasPrefix(known) }.compactMap {
      line in
      line.dropFirst(known.count).firstIndex(of: "'").map {
        "complete -c 'casus' -n __casus_names_no_command" + line[line.index(after: $0)...]
      }
    }
    return #"""
      # Where no command is named, the line is completed as one of casus shell.
      function __casus_names_no_command
          set -l words (commandline -opc)
          test (count $words) -lt 2; or not contains -- $words[2] \#(commands.joined(separator: " "))
      end

      complete -c 'casus' -n __casus_names_no_command -F

      """# + options.joined(separator: "\n")
  }
}
