/* What the used part of libsodium would call of the rest, and never does: keys come from a seed of
   ours, and its guarded memory is not used. */
#include <stddef.h>
#include <stdlib.h>

void sodium_misuse(void) { abort(); }
void randombytes_buf(void* bytes, size_t size) {
  (void)bytes;
  (void)size;
  abort();
}
