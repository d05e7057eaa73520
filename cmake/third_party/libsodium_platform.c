/* What the used part of libsodium asks of the platform. Its start-up chooses between processors'
   special instructions, which are not compiled in, so it is left out. */
#include <stddef.h>
#include <stdlib.h>
#ifdef __linux__
#include <sys/random.h>
#endif

void sodium_misuse(void) { abort(); }

/* Salts of passwords. Keys come from a seed of ours, so the browser never calls it. */
void randombytes_buf(void* bytes, size_t size) {
#ifdef __linux__
  unsigned char* to = bytes;
  while (size > 0) {
    const ssize_t got = getrandom(to, size, 0);
    if (got < 0) abort();
    to += got;
    size -= (size_t)got;
  }
#else
  (void)bytes;
  (void)size;
  abort();
#endif
}
