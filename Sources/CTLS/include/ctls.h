// TLS by the system's OpenSSL, which is looked for when it is first needed and not linked: who never
// connects pays nothing for it, and building needs no headers of it.
//
// A session knows no socket. Bytes that came from the other side are put into it and bytes for the
// other side are taken out of it; whoever calls moves them.
#ifndef CTLS_H
#define CTLS_H

#include <stddef.h>

typedef struct ctls_session ctls_session;

enum {
  CTLS_WANTS_BYTES = -1, // more must come from the other side first
  CTLS_FAILED = -2,
  CTLS_CLOSED = -3,
};

/// Whether there is an OpenSSL on this machine.
int ctls_is_available(void);

/// A session to a server whose certificate must be valid for `host`; null where that cannot be had.
ctls_session *ctls_open(const char *host);

/// Frees a session.
void ctls_close(ctls_session *session);

/// Goes on with the handshake: 0 when it is done, CTLS_WANTS_BYTES, or CTLS_FAILED.
int ctls_handshake(ctls_session *session);

/// Decrypts: the number of bytes, CTLS_WANTS_BYTES, CTLS_CLOSED or CTLS_FAILED.
long ctls_read(ctls_session *session, void *bytes, size_t count);

/// Encrypts all of the bytes; 0, or CTLS_FAILED.
int ctls_write(ctls_session *session, const void *bytes, size_t count);

/// Puts in what came from the other side; 0, or CTLS_FAILED.
int ctls_put(ctls_session *session, const void *bytes, size_t count);

/// Takes out what is for the other side: the number of bytes, 0 when there is none.
long ctls_take(ctls_session *session, void *bytes, size_t count);

/// Why the last call failed, one line.
const char *ctls_reason(ctls_session *session);

#endif
