// Tells the thread sanitizer what Swift's `Mutex` does where it waits.
//
// The quick ways to lock and unlock are inlined into our code, where the sanitizer sees their atomic
// operations. Under contention `Mutex` asks the kernel (futex(2)) from within the standard library,
// which the sanitizer has not instrumented: it then takes two holders of one lock for a race. This
// library, preloaded, stands before those functions and tells of them; all else stays as it was.
// Without it the suppressions would have to hide every closure that runs under a lock, and real races
// with them.
//
// The names are those of `Synchronization._MutexHandle`'s `_lockSlow(_:)`, `_tryLockSlow()` and
// `_unlockSlow()`. If a later toolchain calls them otherwise, this does nothing and the false reports
// come back.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdbool.h>
#include <stdint.h>

#define LOCK "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define TRY_LOCK "$s15Synchronization12_MutexHandleV12_tryLockSlowSbyF"
#define UNLOCK "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"

#define SWIFT __attribute__((swiftcall))
#define SELF __attribute__((swift_context))

// Defined by the sanitizer's runtime; absent in the programs that start the tests.
__attribute__((weak)) void __tsan_acquire(void *address);
__attribute__((weak)) void __tsan_release(void *address);

typedef SWIFT void (*lock_function)(uint32_t thread, SELF void *handle);
typedef SWIFT bool (*try_lock_function)(SELF void *handle);
typedef SWIFT void (*unlock_function)(SELF void *handle);

SWIFT void lock(uint32_t thread, SELF void *handle) __asm__(LOCK);
SWIFT bool try_lock(SELF void *handle) __asm__(TRY_LOCK);
SWIFT void unlock(SELF void *handle) __asm__(UNLOCK);

SWIFT void lock(uint32_t thread, SELF void *handle) {
  lock_function next = (lock_function)dlsym(RTLD_NEXT, LOCK);
  next(thread, handle);
  if (__tsan_acquire) __tsan_acquire(handle);
}

SWIFT bool try_lock(SELF void *handle) {
  try_lock_function next = (try_lock_function)dlsym(RTLD_NEXT, TRY_LOCK);
  bool locked = next(handle);
  if (locked && __tsan_acquire) __tsan_acquire(handle);
  return locked;
}

SWIFT void unlock(SELF void *handle) {
  unlock_function next = (unlock_function)dlsym(RTLD_NEXT, UNLOCK);
  if (__tsan_release) __tsan_release(handle);
  next(handle);
}
