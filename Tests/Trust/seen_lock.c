// The wait for a lock of Swift, for the thread sanitizer to see; .ci/sanitize thread links it.
//
// `Mutex` of Swift's Synchronization takes a free lock in code that is compiled with whoever uses it, with
// the sanitizer's instruments; the wait for a lock that is held lies in a library without them. So the
// sanitizer saw no order between a thread that had waited and the one before it, and reported races that are
// none (a program of five lines that counts under a contended Mutex is reported). This takes the
// place of the library's function: https://github.com/swiftlang/swift, Synchronization/Mutex/LinuxImpl.swift.

#include <sched.h>
#include <stdint.h>

__attribute__((swiftcall)) void lock_slow(
    uint32_t own, __attribute__((swift_context)) uint32_t *word)
    __asm__("$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF");

/// Waits until the word is nobody's, and makes it the thread's own; nobody sleeps, so nobody is to be woken.
__attribute__((swiftcall)) void lock_slow(
    uint32_t own, __attribute__((swift_context)) uint32_t *word) {
  uint32_t expected = 0;
  while (!__atomic_compare_exchange_n(
      word, &expected, own, 0, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED)) {
    expected = 0;
    sched_yield();
  }
}
