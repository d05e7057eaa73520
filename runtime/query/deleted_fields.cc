#include "deleted_fields.h"

#include <utility>

#include "tollgate/ops/op.h"

namespace tollgate::query {
namespace {

// A document takes up to a tenth of a second to load.
constexpr size_t kMaxVersions = 8;

}  // namespace

const model::Field* DeletedFields::find(const std::string& field) {
  if (!std::exchange(read_, true)) read_versions();
  for (const auto& version : versions_) {
    const model::Entity* entity = version->find_entity(entity_);
    const model::Field* found = entity ? entity->find_field(field) : nullptr;
    if (found) return found;
  }
  return nullptr;
}

void DeletedFields::read_versions() {
  store_.read_apps_back([&](const store::StoredOp& stored) {
    const Result<ops::Op> op = ops::parse_op(stored.bytes);
    const auto* put = op ? std::get_if<ops::AppPut>(&op->body) : nullptr;
    if (put) {
      auto app = model::load(put->text, {.source = {}, .limits = ops::kOpLimits});
      if (app) versions_.push_back(*std::move(app));
    }
    return versions_.size() < kMaxVersions;
  });
}

}  // namespace tollgate::query
