#include "ctls.h"

#include <arpa/inet.h>
#include <dlfcn.h>
#include <pthread.h>
#include <stdlib.h>

// The few declarations of OpenSSL 1.1 and 3 that are used; their numbers are part of its ABI.
enum {
  verify_peer = 1,
  error_want_read = 2,
  error_want_write = 3,
  error_zero_return = 6,
  ctrl_set_host_name = 55,
  ctrl_set_least_version = 123,
  version_1_2 = 0x0303,
};

typedef void *(*make)(void);
typedef void *(*make_of)(void *);
typedef void (*drop)(void *);
typedef int (*act)(void *);
typedef long (*control)(void *, int, long, void *);
typedef int (*move)(void *, void *, int);
typedef int (*move_const)(void *, const void *, int);

static struct {
  make method, memory_method;
  make_of context_new, session_new, bio_new, parameters;
  drop context_free, session_free;
  act default_paths, connect;
  long (*verify_result)(void *);
  const char *(*verify_text)(long);
  control session_control, context_control;
  void (*verify)(void *, int, void *);
  void (*set_bio)(void *, void *, void *);
  void (*set_connect)(void *);
  int (*set_host)(void *, const char *);
  int (*set_address)(void *, const char *);
  int (*error)(void *, int);
  move read, bio_read;
  move_const write, bio_write;
  void (*clear_errors)(void);
  unsigned long (*take_error)(void);
  const char *(*error_text)(unsigned long);
  int is_there;
} ssl;

static pthread_once_t once = PTHREAD_ONCE_INIT;

static void find(void) {
  void *library = dlopen("libssl.so.3", RTLD_NOW | RTLD_GLOBAL);
  void *crypto = dlopen("libcrypto.so.3", RTLD_NOW | RTLD_GLOBAL);
  if (library == NULL) {
    library = dlopen("libssl.so.1.1", RTLD_NOW | RTLD_GLOBAL);
    crypto = dlopen("libcrypto.so.1.1", RTLD_NOW | RTLD_GLOBAL);
  }
  if (library == NULL || crypto == NULL) return;
  int found = 1;
#define FIND(field, from, name) \
  (found &= (ssl.field = (__typeof__(ssl.field))dlsym(from, name)) != NULL)
  FIND(method, library, "TLS_client_method");
  FIND(memory_method, crypto, "BIO_s_mem");
  FIND(context_new, library, "SSL_CTX_new");
  FIND(session_new, library, "SSL_new");
  FIND(bio_new, crypto, "BIO_new");
  FIND(parameters, library, "SSL_get0_param");
  FIND(context_free, library, "SSL_CTX_free");
  FIND(session_free, library, "SSL_free");
  FIND(default_paths, library, "SSL_CTX_set_default_verify_paths");
  FIND(connect, library, "SSL_do_handshake");
  FIND(verify_result, library, "SSL_get_verify_result");
  FIND(verify_text, crypto, "X509_verify_cert_error_string");
  FIND(session_control, library, "SSL_ctrl");
  FIND(context_control, library, "SSL_CTX_ctrl");
  FIND(verify, library, "SSL_CTX_set_verify");
  FIND(set_bio, library, "SSL_set_bio");
  FIND(set_connect, library, "SSL_set_connect_state");
  FIND(set_host, library, "SSL_set1_host");
  FIND(set_address, crypto, "X509_VERIFY_PARAM_set1_ip_asc");
  FIND(error, library, "SSL_get_error");
  FIND(read, library, "SSL_read");
  FIND(write, library, "SSL_write");
  FIND(bio_read, crypto, "BIO_read");
  FIND(bio_write, crypto, "BIO_write");
  FIND(clear_errors, crypto, "ERR_clear_error");
  FIND(take_error, crypto, "ERR_get_error");
  FIND(error_text, crypto, "ERR_reason_error_string");
#undef FIND
  ssl.is_there = found;
}

struct ctls_session {
  void *context, *session, *incoming, *outgoing;
  const char *reason;
};

int ctls_is_available(void) {
  pthread_once(&once, find);
  return ssl.is_there;
}

static int is_address(const char *host) {
  unsigned char bytes[16];
  return inet_pton(AF_INET, host, bytes) == 1 || inet_pton(AF_INET6, host, bytes) == 1;
}

ctls_session *ctls_open(const char *host) {
  if (!ctls_is_available()) return NULL;
  ctls_session *result = calloc(1, sizeof *result);
  if (result == NULL) return NULL;
  result->context = ssl.context_new(ssl.method());
  if (result->context != NULL) {
    ssl.context_control(result->context, ctrl_set_least_version, version_1_2, NULL);
    ssl.default_paths(result->context);
    ssl.verify(result->context, verify_peer, NULL);
    result->session = ssl.session_new(result->context);
  }
  if (result->session != NULL) {
    result->incoming = ssl.bio_new(ssl.memory_method());
    result->outgoing = ssl.bio_new(ssl.memory_method());
    // The session frees them.
    ssl.set_bio(result->session, result->incoming, result->outgoing);
    ssl.set_connect(result->session);
    int is_named;
    if (is_address(host)) {
      is_named = ssl.set_address(ssl.parameters(result->session), host);
    } else {
      is_named = ssl.set_host(result->session, host);
      ssl.session_control(result->session, ctrl_set_host_name, 0, (void *)host);
    }
    if (is_named == 1) return result;
  }
  ctls_close(result);
  return NULL;
}

void ctls_close(ctls_session *session) {
  if (session == NULL) return;
  if (session->session != NULL) ssl.session_free(session->session);
  if (session->context != NULL) ssl.context_free(session->context);
  free(session);
}

static long failed(ctls_session *session, int status) {
  switch (ssl.error(session->session, status)) {
  case error_want_read:
  case error_want_write: return CTLS_WANTS_BYTES;
  case error_zero_return: return CTLS_CLOSED;
  default: break;
  }
  long verdict = ssl.verify_result(session->session);
  unsigned long code = ssl.take_error();
  session->reason = verdict != 0 ? ssl.verify_text(verdict) : code != 0 ? ssl.error_text(code) : NULL;
  return CTLS_FAILED;
}

int ctls_handshake(ctls_session *session) {
  ssl.clear_errors();
  int status = ssl.connect(session->session);
  if (status == 1) return 0;
  long result = failed(session, status);
  return result == CTLS_WANTS_BYTES ? CTLS_WANTS_BYTES : CTLS_FAILED;
}

// What OpenSSL, whose counts are of type int, is given at once.
static int part(size_t count) { return count > 1 << 20 ? 1 << 20 : (int)count; }

long ctls_read(ctls_session *session, void *bytes, size_t count) {
  ssl.clear_errors();
  int status = ssl.read(session->session, bytes, part(count));
  return status > 0 ? status : failed(session, status);
}

// Moves all of the bytes: 1, or the status of the part that was not taken.
static int move_all(move_const write, void *to, const char *at, size_t count) {
  while (count > 0) {
    ssl.clear_errors();
    int status = write(to, at, part(count));
    if (status <= 0) return status;
    at += status;
    count -= (size_t)status;
  }
  return 1;
}

int ctls_write(ctls_session *session, const void *bytes, size_t count) {
  int status = move_all(ssl.write, session->session, bytes, count);
  if (status > 0) return 0;
  // A buffer in memory takes all that it is given.
  failed(session, status);
  return CTLS_FAILED;
}

int ctls_put(ctls_session *session, const void *bytes, size_t count) {
  return move_all(ssl.bio_write, session->incoming, bytes, count) > 0 ? 0 : CTLS_FAILED;
}

long ctls_take(ctls_session *session, void *bytes, size_t count) {
  int status = ssl.bio_read(session->outgoing, bytes, part(count));
  return status > 0 ? status : 0;
}

const char *ctls_reason(ctls_session *session) {
  return session->reason != NULL ? session->reason : "the other side broke off";
}
