// For sigaction and unlink, which C itself does not know.
#define _DEFAULT_SOURCE 1

#include "keeping.h"

#include <signal.h>
#include <stdatomic.h>
#include <stddef.h>
#include <string.h>
#include <unistd.h>

/// Results, a store, a page and the history are more files than are ever written at once.
enum { place_count = 16, path_capacity = 4096 };

enum { empty, filling, noted };

static struct {
  atomic_int state;
  char path[path_capacity];
} places[place_count];

int keeping_add(const char *path) {
  size_t length = strlen(path);
  if (length >= path_capacity) return -1;
  for (int place = 0; place < place_count; place++) {
    int expected = empty;
    if (!atomic_compare_exchange_strong(&places[place].state, &expected, filling)) continue;
    memcpy(places[place].path, path, length + 1);
    atomic_store(&places[place].state, noted);
    return place;
  }
  return -1;
}

void keeping_forget(int place) {
  if (place >= 0 && place < place_count) atomic_store(&places[place].state, empty);
}

void keeping_remove_all(void) {
  for (int place = 0; place < place_count; place++) {
    if (atomic_load(&places[place].state) == noted) unlink(places[place].path);
  }
}

static void end(int signal_number) {
  keeping_remove_all();
  signal(signal_number, SIG_DFL);
  raise(signal_number);
}

static void go_on(int signal_number) { (void)signal_number; }

/// What is ignored stays ignored: so nohup asks.
static void install(int signal_number, void (*handler)(int)) {
  struct sigaction action;
  if (sigaction(signal_number, NULL, &action) != 0 || action.sa_handler == SIG_IGN) return;
  memset(&action, 0, sizeof action);
  action.sa_handler = handler;
  sigemptyset(&action.sa_mask);
  action.sa_flags = SA_RESTART;
  sigaction(signal_number, &action, NULL);
}

void keeping_watch(void) {
  install(SIGHUP, end);
  install(SIGTERM, end);
  install(SIGXFSZ, go_on);
}
