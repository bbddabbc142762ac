import CEditline
import Glibc
import Rendering

/// Lines typed on a terminal, edited by libedit.
///
/// Made only when standard input is a terminal: libedit reads the terminal's description and the
/// locale, which costs time that scripts should not pay.
@safe final class LineEditor {
  /// What came of waiting for a line.
  enum Input {
    case line(String)
    /// Ctrl-C.
    case interrupted
    /// Ctrl-D, or the terminal is gone.
    case end
  }

  /// Offers what may stand at the end of a line; see `Completer`.
  var complete: (String) -> Completion = { _ in .nothing }
  /// The statements that Ctrl-R searches, oldest first.
  var searched: () -> [String] = { [] }

  private let editor: OpaquePointer
  private let entries: OpaquePointer
  /// What libedit is shown; it keeps the pointer while it waits for keys.
  private var prompt: UnsafeMutablePointer<CChar>?

  /// The prompt as it is seen.
  private var promptText = ""

  /// What was read behind a Ctrl-C.
  private var earlyByte: UInt8?

  /// Stands in a prompt before and after what takes no room.
  private static let escape: CChar = 1
  private static let historySize: Int32 = 10_000

  /// An editor over the given history, nil where the terminal cannot be edited on.
  init?(history: [String]) {
    Self.ensureUTF8()
    guard let editor = unsafe ce_open("casus"), let entries = unsafe history_init() else {
      return nil
    }
    unsafe self.editor = editor
    unsafe self.entries = entries
    unsafe ce_history_set_size(entries, Self.historySize)
    unsafe ce_history_set_unique(entries, 1)
    for entry in history { unsafe ce_history_enter(entries, entry) }
    unsafe ce_set_client(editor, Unmanaged.passUnretained(self).toOpaque())
    unsafe ce_set_signals(editor, 0)
    unsafe ce_set_editor(editor, "emacs")
    unsafe ce_set_history(editor, entries)
    unsafe ce_set_prompt(editor, { unsafe LineEditor.of($0)?.prompt }, Self.escape)
    unsafe ce_set_reader(editor) { unsafe LineEditor.readCharacter($0, $1) }
    bindKeys()
  }

  deinit {
    unsafe el_end(editor)
    unsafe history_end(entries)
    unsafe free(prompt)
  }

  /// Waits for a line, without its end.
  func readLine(prompt text: String, isBold: Bool) -> Input {
    unsafe free(prompt)
    promptText = text
    let painted = isBold ? "\u{1}\u{1b}[1m\u{1}\(text)\u{1}\u{1b}[0m\u{1}" : text
    unsafe prompt = strdup(painted)
    send(Self.pasteOn)
    defer { send(Self.pasteOff) }
    // libedit itself would do this after it has drawn the prompt, and what is typed meanwhile
    // would be echoed twice.
    unsafe ce_prepare_terminal(editor, 1)
    var count: Int32 = 0
    if let line = unsafe el_gets(editor, &count) {
      var text = unsafe String(cString: line)
      if text.last == "\n" { text.removeLast() }
      return .line(text)
    }
    guard Interrupt.isPending else { return .end }
    Interrupt.clear()
    unsafe el_reset(editor)
    return .interrupted
  }

  /// Makes a statement come back with the arrow keys.
  func remember(_ statement: String) {
    unsafe ce_history_enter(entries, statement)
  }

  // MARK: - Keys

  private static let pasteOn = "\u{1b}[?2004h"
  private static let pasteOff = "\u{1b}[?2004l"
  private static let pasteEnd = "\u{1b}[201~"

  private func bindKeys() {
    unsafe ce_add_function(editor, "casus-paste", "insert a pasted block") { editor, _ in
      unsafe LineEditor.of(editor)?.insertPaste() ?? 0
    }
    unsafe ce_add_function(editor, "casus-complete", "complete a name") { editor, _ in
      unsafe LineEditor.of(editor)?.insertCompletion() ?? 0
    }
    unsafe ce_bind(editor, "\\e[200~", "casus-paste")
    unsafe ce_bind(editor, "^I", "casus-complete")
    unsafe ce_add_function(editor, "casus-search", "search the history") { editor, _ in
      unsafe LineEditor.of(editor)?.search() ?? 0
    }
    unsafe ce_bind(editor, "^R", "casus-search")
    unsafe ce_bind(editor, "\\e[3~", "ed-delete-next-char")
    unsafe ce_bind(editor, "\\e[1;5C", "em-next-word")
    unsafe ce_bind(editor, "\\e[1;5D", "ed-prev-word")
  }

  /// Takes all up to the end of a pasted block into the line, so that it is edited and run as one.
  private func insertPaste() -> UInt8 {
    var text = ""
    var character: wchar_t = 0
    while !text.hasSuffix(Self.pasteEnd) {
      guard unsafe Self.readCharacter(editor, &character) == 1 else { return Self.failed }
      let scalar = Unicode.Scalar(UInt32(character)) ?? "\u{FFFD}"
      text.unicodeScalars.append(scalar == "\r" ? "\n" : scalar)
    }
    text.removeLast(Self.pasteEnd.count)
    while text.last == "\n" { text.removeLast() }
    return unsafe text.isEmpty || el_insertstr(editor, text) == 0 ? Self.refresh : Self.failed
  }

  private func insertCompletion() -> UInt8 {
    guard let line = unsafe el_line(editor) else { return Self.failed }
    let beginning = unsafe UnsafeRawBufferPointer(
      start: line.pointee.buffer, count: line.pointee.cursor - line.pointee.buffer)
    let completion = unsafe complete(String(decoding: beginning, as: UTF8.self))
    if let text = completion.replacement {
      return replace(completion.typed, with: text) ? Self.refresh : Self.failed
    }
    if completion.candidates.isEmpty && completion.hint == nil { return Self.failed }
    leaveLine()
    send(completion.listing(width: Console().width))
    unsafe ce_refresh(editor)
    return Self.unchanged
  }

  /// Puts `text` in place of what is typed before the cursor.
  private func replace(_ typed: String, with text: String) -> Bool {
    if text.hasPrefix(typed) {
      let rest = text.dropFirst(typed.count)
      return unsafe rest.isEmpty || el_insertstr(editor, String(rest)) == 0
    }
    unsafe el_deletestr(editor, Int32(typed.unicodeScalars.count))
    return unsafe el_insertstr(editor, text) == 0
  }

  // MARK: - The line on the screen

  /// The rows above and below the cursor that the line takes, and where it stands in them.
  private func rows() -> (above: Int, below: Int) {
    guard let line = unsafe el_line(editor) else { return (0, 0) }
    let length = unsafe line.pointee.lastchar - line.pointee.buffer
    let place = unsafe line.pointee.cursor - line.pointee.buffer
    let bytes = unsafe UnsafeRawBufferPointer(start: line.pointee.buffer, count: length)
    let all = unsafe String(decoding: bytes, as: UTF8.self)
    let before = unsafe String(decoding: bytes[..<place], as: UTF8.self)
    let width = Console().width
    let above = Self.rowCount(promptText + before, width: width)
    return (above, max(0, Self.rowCount(promptText + all, width: width) - above))
  }

  /// The line ends that a text makes on a screen of some width.
  static func rowCount(_ text: String, width: Int) -> Int {
    var rows = 0
    var column = 0
    for character in text {
      if character.isNewline {
        rows += 1
        column = 0
        continue
      }
      let cells = DisplayWidth.of(String(character))
      if column + cells > width {
        rows += 1
        column = 0
      }
      column += cells
      if column == width {
        rows += 1
        column = 0
      }
    }
    return rows
  }

  /// Goes to the first free line below what is edited.
  private func leaveLine() {
    send("\r" + String(repeating: "\n", count: rows().below + 1))
  }

  /// Clears what is edited from the screen and stands where it began.
  private func clearLine() {
    let above = rows().above
    send((above > 0 ? "\u{1b}[\(above)A" : "") + "\r\u{1b}[J")
  }

  // MARK: - Search

  /// Lets the person look for a statement; see `HistorySearch`.
  private func search() -> UInt8 {
    var search = HistorySearch(entries: searched())
    clearLine()
    var character: wchar_t = 0
    var taken: String?
    var end = Self.unchanged
    reading: while true {
      send("\r\u{1b}[J" + search.line(width: Console().width))
      guard unsafe Self.readCharacter(editor, &character) == 1,
        let scalar = Unicode.Scalar(UInt32(character))
      else {
        end = Self.failed
        break
      }
      switch scalar {
      case "\u{12}": search.goOn()
      case "\u{7F}", "\u{08}": search.removeLast()
      case "\r", "\n":
        taken = search.match
        end = taken == nil ? Self.unchanged : Self.newline
        break reading
      case "\u{07}": break reading
      case "\u{1b}":
        taken = search.match
        skipEscapeSequence()
        break reading
      case _ where scalar.value < 0x20:
        taken = search.match
        break reading
      default: search.add(Character(scalar))
      }
    }
    send("\r\u{1b}[J")
    if let taken { setLine(taken) }
    unsafe ce_refresh(editor)
    if end == Self.newline {
      unsafe el_insertstr(editor, "\n")
      send("\r\n")
    }
    return end
  }

  /// Drops what an arrow key sends behind its Esc, which comes at once.
  private func skipEscapeSequence() {
    var waiting = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    while unsafe poll(&waiting, 1, 20) > 0 {
      var byte: UInt8 = 0
      guard readByte(&byte) == 1 else { return }
      // The last byte of a sequence is a letter or a tilde.
      if byte >= 0x40 && byte != UInt8(ascii: "[") && byte != UInt8(ascii: "O") { return }
    }
  }

  /// Puts `text` in place of the whole line, the cursor behind it.
  private func setLine(_ text: String) {
    guard let line = unsafe el_line(editor) else { return }
    let bytes = unsafe UnsafeRawBufferPointer(
      start: line.pointee.buffer, count: line.pointee.lastchar - line.pointee.buffer)
    let place = unsafe line.pointee.cursor - line.pointee.buffer
    let behind = unsafe String(decoding: bytes[place...], as: UTF8.self).unicodeScalars.count
    unsafe el_cursor(editor, Int32(behind))
    let all = unsafe String(decoding: bytes, as: UTF8.self).unicodeScalars.count
    unsafe el_deletestr(editor, Int32(all))
    unsafe el_insertstr(editor, text)
  }

  private static let refresh = UInt8(CC_REFRESH)
  private static let newline = UInt8(CC_NEWLINE)
  private static let unchanged = UInt8(CC_NORM)
  private static let failed = UInt8(CC_ERROR)

  // MARK: - What libedit calls

  private static func of(_ editor: OpaquePointer?) -> LineEditor? {
    guard let client = unsafe ce_client(editor) else { return nil }
    return unsafe Unmanaged<LineEditor>.fromOpaque(client).takeUnretainedValue()
  }

  /// Reads one character in UTF-8; gives up on Ctrl-C, and draws the line again when the window
  /// changed or the process was stopped meanwhile.
  private static func readCharacter(
    _ editor: OpaquePointer?, _ character: UnsafeMutablePointer<wchar_t>?
  ) -> Int32 {
    guard let owner = unsafe LineEditor.of(editor) else { return -1 }
    var bytes: [UInt8] = []
    while true {
      var byte: UInt8 = 0
      let count = owner.readByte(&byte)
      if count == 0 { return 0 }
      if count < 0 {
        guard errno == EINTR, !Interrupt.isPending else { return -1 }
        if Interrupt.takeResumption() { unsafe ce_prepare_terminal(editor, 1) }
        if Interrupt.takeWindowChange() { unsafe el_resize(editor) }
        unsafe ce_refresh(editor)
        continue
      }
      bytes.append(byte)
      guard bytes.count >= length(of: bytes[0]) else { continue }
      let scalar = String(decoding: bytes, as: UTF8.self).unicodeScalars.first ?? "\u{FFFD}"
      unsafe character?.pointee = wchar_t(scalar.value)
      return 1
    }
  }

  /// One byte from the terminal, as `read` gives it; fails when Ctrl-C came before it.
  ///
  /// A signal does not interrupt a read that finds a byte ready, so the flag is looked at after each,
  /// too; the byte was typed behind the Ctrl-C and belongs to the next line.
  private func readByte(_ byte: inout UInt8) -> Int {
    if !Interrupt.isPending {
      if let early = earlyByte {
        earlyByte = nil
        byte = early
        return 1
      }
      let count = unsafe read(STDIN_FILENO, &byte, 1)
      if !Interrupt.isPending { return count }
      if count > 0 { earlyByte = byte }
    }
    errno = EINTR
    return -1
  }

  /// The bytes of a character in UTF-8, told by its first.
  private static func length(of first: UInt8) -> Int {
    switch first {
    case 0xC2..<0xE0: 2
    case 0xE0..<0xF0: 3
    case 0xF0..<0xF5: 4
    default: 1
    }
  }

  /// libedit measures and decodes by the locale: one that is not UTF-8 would break every name that
  /// is not English.
  private static func ensureUTF8() {
    let own = unsafe setlocale(LC_CTYPE, "")
    let isUTF8 =
      unsafe own != nil && String(cString: nl_langinfo(Int32(CODESET))) == "UTF-8"
    if !isUTF8 { unsafe setlocale(LC_CTYPE, "C.UTF-8") }
  }

  private func send(_ text: String) {
    var stream = FileStream(descriptor: STDOUT_FILENO)
    stream.write(text)
    stream.flush()
  }
}
