#include <nlohmann/json.hpp>

#include "tollgate/base/limits.h"
#include "tollgate/base/sha256.h"
#include "tollgate/engine/engine.h"
#include "tollgate/evidence/inspect.h"
#include "tollgate/store/store.h"

namespace tollgate::engine {
namespace {

#if defined(__EMSCRIPTEN__)
constexpr size_t kMaxBytes = limits::kBrowserBlobBytes;
#else
constexpr size_t kMaxBytes = limits::kBlobBytes;
#endif

Diagnostic too_large() {
  std::string most = std::to_string(kMaxBytes >> 20);
  return make_error("engine.blob_too_large", {"文件太大：最多 " + most + " MiB",
                                              "the file is too large: at most " + most + " MiB"});
}

Diagnostic no_blob(std::string_view sha256) {
  std::string name(sha256.substr(0, 64));
  return make_error("engine.no_blob", {"没有哈希为“" + name + "”的文件",
                                       "there is no file with the hash '" + name + "'"});
}

}  // namespace

Result<Json> Engine::put_blob(std::string_view name, std::string_view bytes) {
  if (bytes.size() > kMaxBytes) return too_large();
  std::string hash = hex(sha256(bytes));
  Result<evidence::EvidenceFacts> found = evidence::inspect(name, bytes);
  if (!found) return std::move(found).error();
  Json facts = evidence::to_json(*found);
  if (store_->has_blob(hash)) return facts;
  Result<Outcome> stored = commit({ops::BlobAdd{hash, facts}}, {},
                                  [&] { store_->put_blob(hash, write_json(facts), bytes); });
  if (!stored) return std::move(stored).error();
  return facts;
}

Result<std::string> Engine::get_blob(std::string_view sha256) {
  std::optional<std::string> bytes = store_->blob_bytes(sha256);
  if (auto error = store_->take_error()) return *error;
  if (!bytes) return no_blob(sha256);
  return std::move(*bytes);
}

}  // namespace tollgate::engine
