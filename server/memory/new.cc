// `new` and `delete` of the whole program. A sanitizer brings its own.
#include <cstdlib>
#include <new>

#include "memory/small_blocks.h"

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define TOLLGATE_IS_WATCHED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || \
    __has_feature(memory_sanitizer)
#define TOLLGATE_IS_WATCHED 1
#endif
#endif

#if !defined(TOLLGATE_IS_WATCHED)

void* operator new(std::size_t bytes) {
  if (bytes - 1 < tollgate::server::kMostSmallBytes) {
    if (void* block = tollgate::server::take_small_block(bytes)) return block;
  }
  while (true) {
    if (void* block = std::malloc(bytes == 0 ? 1 : bytes)) return block;
    const std::new_handler handler = std::get_new_handler();
    if (handler == nullptr) throw std::bad_alloc();
    handler();
  }
}

void operator delete(void* block) noexcept {
  if (block != nullptr && !tollgate::server::give_small_block(block)) std::free(block);
}

void* operator new[](std::size_t bytes) { return operator new(bytes); }
void operator delete[](void* block) noexcept { operator delete(block); }
void operator delete(void* block, std::size_t) noexcept { operator delete(block); }
void operator delete[](void* block, std::size_t) noexcept { operator delete(block); }

#endif
