/// The files that are being written to the side, so that a signal that ends the process removes them.
///
/// A signal handler may neither allocate nor lock: the paths lie in a table of fixed size, and each
/// place of it changes hands by one atomic word.
#ifndef KEEPING_H
#define KEEPING_H

/// Notes a file; gives its place in the table, or -1 where there is none left (the file is then
/// removed by everything but a signal).
int keeping_add(const char *path);

/// Forgets a file that was put in its place or removed. A place of -1 is nothing.
void keeping_forget(int place);

/// Removes the files that are noted. Safe in a signal handler.
void keeping_remove_all(void);

/// From now on SIGHUP and SIGTERM remove them before they end the process, where the process does
/// not ignore them, and a write beyond the limit of file sizes fails instead of ending the process.
void keeping_watch(void);

#endif
