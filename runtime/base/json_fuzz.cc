// Whatever parse_json accepts, write_json writes so that it reads the same again.
#include <cstdint>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "tollgate/base/json.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace tollgate;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const Result<Json> once = parse_json(text);
  if (!once) return 0;
  for (const std::string& written : {write_json(*once), write_json_indented(*once)}) {
    const Result<Json> again = parse_json(written);
    if (!again || *again != *once || write_json(*again) != write_json(*once)) std::abort();
  }
  return 0;
}
