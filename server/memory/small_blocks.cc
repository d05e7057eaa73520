#include "memory/small_blocks.h"

#include <sys/mman.h>

#include <array>
#include <atomic>
#include <cstdint>
#include <mutex>
#include <new>

namespace tollgate::server {
namespace {

constexpr std::size_t kBlockStep = 16;
constexpr std::size_t kBlockSizes = kMostSmallBytes / kBlockStep;
// All blocks of a page have one size; its number tells which.
constexpr std::size_t kPageBytes = std::size_t{64} << 10;
// Addresses, which cost nothing until they are used.
constexpr std::size_t kRegionBytes = std::size_t{32} << 30;
constexpr std::size_t kBlockPages = kRegionBytes / kPageBytes;
// What a thread keeps of one size; half of what is more goes to the others.
constexpr std::size_t kMostKeptBytes = std::size_t{256} << 10;

constexpr std::uint32_t most_blocks_kept(std::size_t size) {
  return static_cast<std::uint32_t>(kMostKeptBytes / ((size + 1) * kBlockStep));
}

struct FreeBlock {
  FreeBlock* next;
};

struct BlockList {
  FreeBlock* first = nullptr;
  std::uint32_t count = 0;

  void push(FreeBlock* block) {
    block->next = first;
    first = block;
    ++count;
  }
  FreeBlock* pop() {
    FreeBlock* block = first;
    first = block->next;
    --count;
    return block;
  }
};

// What no thread keeps, and pages that are not yet used.
struct SharedBlocks {
  std::mutex mutex;
  std::array<BlockList, kBlockSizes> lists;
  std::size_t pages = 0;
};

std::atomic<char*> region_begin{nullptr};
std::uint8_t size_of_page[kBlockPages];

// Never destroyed: memory is given back until the process ends.
SharedBlocks& shared_blocks() {
  alignas(SharedBlocks) static char place[sizeof(SharedBlocks)];
  static SharedBlocks* const made = new (place) SharedBlocks;
  return *made;
}

// A page of blocks of the size onto the list; false where there is none. Under the mutex.
bool add_block_page(SharedBlocks& all, std::size_t size, BlockList& list) {
  char* begin = region_begin.load(std::memory_order_acquire);
  if (begin == nullptr) {
    void* region = ::mmap(nullptr, kRegionBytes, PROT_NONE,
                          MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (region == MAP_FAILED) return false;
    begin = static_cast<char*>(region);
    region_begin.store(begin, std::memory_order_release);
  }
  if (all.pages == kBlockPages) return false;
  char* page = begin + all.pages * kPageBytes;
  if (::mprotect(page, kPageBytes, PROT_READ | PROT_WRITE) != 0) return false;
  size_of_page[all.pages++] = static_cast<std::uint8_t>(size);
  const std::size_t bytes = (size + 1) * kBlockStep;
  for (std::size_t at = kPageBytes / bytes * bytes; at >= bytes; at -= bytes) {
    list.push(reinterpret_cast<FreeBlock*>(page + at - bytes));
  }
  return true;
}

// The thread's lists are gone; what ends after them still takes and gives.
thread_local bool thread_is_over = false;

struct ThreadBlocks {
  std::array<BlockList, kBlockSizes> lists;

  ~ThreadBlocks() {
    thread_is_over = true;
    SharedBlocks& all = shared_blocks();
    const std::lock_guard lock(all.mutex);
    for (std::size_t size = 0; size < kBlockSizes; ++size) {
      while (lists[size].count > 0) all.lists[size].push(lists[size].pop());
    }
  }
};
thread_local ThreadBlocks lists_of_thread;

void refill_blocks(std::size_t size, BlockList& list) {
  SharedBlocks& all = shared_blocks();
  const std::lock_guard lock(all.mutex);
  BlockList& spare = all.lists[size];
  while (spare.count > 0 && list.count < most_blocks_kept(size) / 4) list.push(spare.pop());
  if (list.count == 0) (void)add_block_page(all, size, list);
}

void give_half_of_blocks(std::size_t size, BlockList& list) {
  SharedBlocks& all = shared_blocks();
  const std::lock_guard lock(all.mutex);
  while (list.count > most_blocks_kept(size) / 2) all.lists[size].push(list.pop());
}

}  // namespace

void* take_small_block(std::size_t bytes) noexcept {
  const std::size_t size = (bytes - 1) / kBlockStep;
  if (thread_is_over) return nullptr;
  BlockList& list = lists_of_thread.lists[size];
  if (list.count == 0) {
    refill_blocks(size, list);
    if (list.count == 0) return nullptr;
  }
  return list.pop();
}

bool give_small_block(void* block) noexcept {
  char* begin = region_begin.load(std::memory_order_acquire);
  const auto at = reinterpret_cast<std::uintptr_t>(block) - reinterpret_cast<std::uintptr_t>(begin);
  if (begin == nullptr || at >= kRegionBytes) return false;
  const std::size_t size = size_of_page[at / kPageBytes];
  if (thread_is_over) {
    SharedBlocks& all = shared_blocks();
    const std::lock_guard lock(all.mutex);
    all.lists[size].push(static_cast<FreeBlock*>(block));
    return true;
  }
  BlockList& list = lists_of_thread.lists[size];
  list.push(static_cast<FreeBlock*>(block));
  if (list.count > most_blocks_kept(size)) give_half_of_blocks(size, list);
  return true;
}

}  // namespace tollgate::server
