// Any bytes are a file: looking at it ends, stays within its bounds and finds the same again.
#include <cstdint>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "tollgate/evidence/inspect.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace tollgate::evidence;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto facts = inspect("x", bytes);
  if (facts.ok() != (size > 0)) std::abort();
  if (!facts) return 0;
  // A page or slide takes some bytes even where it is packed: more would be believed, not counted.
  constexpr int64_t kMaxUnpacked = 1032;  // deflate's highest factor
  const int64_t most = static_cast<int64_t>(size) * kMaxUnpacked;
  if (facts->pages.value_or(0) > most || facts->slides.value_or(0) > most) std::abort();
  if (facts->notes.empty() && facts->media_type == "application/pdf" && !facts->pages) std::abort();
  const auto again = inspect("x", bytes);
  if (to_json(*again) != to_json(*facts)) std::abort();
  return 0;
}
