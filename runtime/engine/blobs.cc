#include <nlohmann/json.hpp>

#include "tollgate/base/limits.h"
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

static_assert(kBlobPartBytes == store::Store::kBlobPartBytes);

Diagnostic too_large() {
  std::string most = std::to_string(kMaxBytes >> 20);
  return make_error("engine.blob_too_large", {"文件太大：最多 " + most + " MiB",
                                              "the file is too large: at most " + most + " MiB"});
}

// Whether nothing is new but which of its names was given last.
bool is_known(store::Store& store, std::string_view stored, const Json& facts) {
  Json before = stored_json(stored);
  if (!before.is_object()) return false;
  before["name"] = facts.at("name");
  return before == facts && store.has_blob_name(facts.at("sha256").get<std::string>(),
                                                facts.at("name").get<std::string>());
}

}  // namespace

Diagnostic Engine::no_blob(std::string_view sha256) {
  std::string name(sha256.substr(0, 64));
  return make_error("engine.no_blob", {"没有哈希为“" + name + "”的文件",
                                       "there is no file with the hash '" + name + "'"});
}

Result<Json> inspect_blob(std::string_view name, std::string_view bytes) {
  if (bytes.size() > kMaxBytes) return too_large();
  Result<evidence::EvidenceFacts> found = evidence::inspect(name, bytes);
  if (!found) return std::move(found).error();
  return evidence::to_json(*found);
}

// Of bytes that are there already, what is new may be another name, or what an earlier version did
// not look for.
Result<Json> Engine::note_blob(const Json& facts,
                               const std::function<void(const std::string&)>& put_bytes) {
  const std::string hash = facts.at("sha256");
  const std::optional<std::string> known = store_->blob_facts(hash);
  const std::string text = write_json(facts);
  if (!known || (text != *known && !is_known(*store_, *known, facts))) {
    Result<Outcome> stored = commit({ops::BlobAdd{hash, facts}}, app_itself(), [&] {
      if (known) {
        store_->set_blob_facts(hash, text);
      } else {
        put_bytes(text);
      }
    });
    if (!stored) return std::move(stored).error();
  }
  Json reply = facts;
  reply.erase("text_found");  // for rules alone
  return reply;
}

Result<Json> Engine::put_blob(std::string_view name, std::string_view bytes) {
  Result<Json> facts = inspect_blob(name, bytes);
  if (!facts) return facts;
  return note_blob(*facts, [&](const std::string& text) {
    store_->put_blob((*facts)["sha256"].get<std::string>(), text, bytes);
  });
}

Status Engine::put_blob_parts(std::string_view sha256, uint64_t offset, std::string_view bytes) {
  if (store_->has_blob(sha256)) return ok_status();
  // Nobody is told of a part: all of them are on the disk when the whole file is told, by the flush
  // of its op. So no part waits for the disk.
  store_->hold_flush(true);
  const Status stored = put_parts(sha256, offset, bytes);
  store_->hold_flush(false);
  return stored;
}

Status Engine::put_parts(std::string_view sha256, uint64_t offset, std::string_view bytes) {
  store::Transaction transaction(*store_);
  uint64_t number = offset / kBlobPartBytes;
  for (; !bytes.empty(); ++number) {
    const std::string_view part = bytes.substr(0, kBlobPartBytes);
    store_->put_blob_part(sha256, number, part);
    bytes.remove_prefix(part.size());
  }
  return transaction.commit();
}

Result<Json> Engine::add_blob_of_parts(const Json& facts) {
  const std::string hash = facts.value("sha256", "");
  const bool is_new = !store_->has_blob(hash);
  if (is_new && store_->blob_parts_bytes(hash) != facts.value("size_bytes", uint64_t{0})) {
    return no_blob(hash);
  }
  return note_blob(facts, [&](const std::string& text) { store_->put_blob(hash, text, {}); });
}

Result<BlobPiece> Engine::read_blob(std::string_view sha256, uint64_t offset) {
  const std::optional<uint64_t> size = store_->blob_size(sha256);
  BlobPiece piece;
  if (size) piece = {*size, store_->blob_piece(sha256, offset)};
  if (auto error = store_->take_error()) return *error;
  if (!size) return no_blob(sha256);
  return piece;
}

Result<std::string> Engine::get_blob(std::string_view sha256) {
  std::optional<std::string> bytes = store_->blob_bytes(sha256);
  if (auto error = store_->take_error()) return *error;
  if (!bytes) return no_blob(sha256);
  return std::move(*bytes);
}

}  // namespace tollgate::engine
