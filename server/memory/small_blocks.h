// Small pieces of memory from lists by size, one set of lists a thread: what `new` gives below
// kMostBytes in the hub and the command line. Rules, JSON and records are trees of small values,
// and the system's allocator kept a quarter of an import busy.
//
// Memory that was once small pieces stays with them: it is used again, and not given back. Larger
// pieces are the system's, as are all of them where a sanitizer watches.
#pragma once

#include <cstddef>

namespace tollgate::server {

inline constexpr std::size_t kMostSmallBytes = 512;

// 1 to kMostSmallBytes bytes, aligned as malloc() does; nullptr: there are none left here, and
// malloc() is to be asked.
void* take_small_block(std::size_t bytes) noexcept;

// False where the block is not one of take_small_block(): then it is malloc()'s.
bool give_small_block(void* block) noexcept;

}  // namespace tollgate::server
