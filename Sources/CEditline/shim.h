/// Static-inline wrappers of libedit's variadic calls, which Swift cannot make itself.
#ifndef CASUS_EDITLINE_H
#define CASUS_EDITLINE_H

#include <histedit.h>
#include <malloc.h>
#include <stdio.h>
#include <wchar.h>

typedef char *(*ce_prompt_function)(EditLine *);
typedef unsigned char (*ce_key_function)(EditLine *, int);
typedef int (*ce_read_function)(EditLine *, wchar_t *);

/// An editor on the process's own terminal, or NULL.
static inline EditLine *ce_open(const char *program) {
  return el_init(program, stdin, stdout, stderr);
}

/// The function that gives the prompt; what stands between two `escape`s takes no room on the line.
static inline int ce_set_prompt(EditLine *editor, ce_prompt_function function, char escape) {
  return el_set(editor, EL_PROMPT_ESC, function, escape);
}

/// "emacs" or "vi".
static inline int ce_set_editor(EditLine *editor, const char *mode) {
  return el_set(editor, EL_EDITOR, mode);
}

/// Whether libedit handles signals itself.
static inline int ce_set_signals(EditLine *editor, int isOn) {
  return el_set(editor, EL_SIGNAL, isOn);
}

static inline int ce_set_history(EditLine *editor, History *entries) {
  return el_set(editor, EL_HIST, history, entries);
}

/// The function that reads one character: 1 and the character, 0 at the end, or -1.
static inline int ce_set_reader(EditLine *editor, ce_read_function function) {
  return el_set(editor, EL_GETCFN, function);
}

static inline int ce_set_client(EditLine *editor, void *client) {
  return el_set(editor, EL_CLIENTDATA, client);
}

static inline void *ce_client(EditLine *editor) {
  void *client = NULL;
  el_get(editor, EL_CLIENTDATA, &client);
  return client;
}

/// Gives a function a name that keys can be bound to.
static inline int ce_add_function(
    EditLine *editor, const char *name, const char *help, ce_key_function function) {
  return el_set(editor, EL_ADDFN, name, help, function);
}

static inline int ce_bind(EditLine *editor, const char *key, const char *name) {
  return el_set(editor, EL_BIND, key, name, NULL);
}

static inline int ce_refresh(EditLine *editor) { return el_set(editor, EL_REFRESH); }

/// Puts the terminal into (1) or out of (0) the state that editing needs.
static inline int ce_prepare_terminal(EditLine *editor, int isOn) {
  return el_set(editor, EL_PREP_TERM, isOn);
}

static inline int ce_history_set_size(History *entries, int size) {
  HistEvent event;
  return history(entries, &event, H_SETSIZE, size);
}

/// Whether an entry that repeats the one before it is left out.
static inline int ce_history_set_unique(History *entries, int isOn) {
  HistEvent event;
  return history(entries, &event, H_SETUNIQUE, isOn);
}

static inline int ce_history_enter(History *entries, const char *text) {
  HistEvent event;
  return history(entries, &event, H_ENTER, text);
}

/// Gives memory that was freed back to the system, as far as the allocator keeps it in whole pages.
static inline void ce_trim_memory(void) { malloc_trim(0); }

#endif
