#include "sync/earlier_versions.h"

#include <algorithm>

#include "tollgate/ops/op.h"

namespace tollgate::engine {
namespace {

constexpr size_t kMaxKept = 3;

// The document that was in force last under that version; "" for none.
std::string text_of_version(store::Store& store, const std::string& app, int64_t version) {
  std::string text;
  store.read_apps_back([&](const store::StoredOp& stored) {
    Result<ops::Op> op = ops::parse_op(stored.bytes);
    auto* put = op ? std::get_if<ops::AppPut>(&op->body) : nullptr;
    if (put == nullptr || put->version != version || put->id != app) return true;
    text = std::move(put->text);
    return false;
  });
  return text;
}

}  // namespace

live::AppRules* EarlierVersions::find(int64_t version, const live::AppRules& in_force,
                                      store::Store& store, const Compile& compile) {
  if (in_force_ != in_force.hash) {
    kept_.clear();
    in_force_ = in_force.hash;
  }
  const auto known = std::find_if(kept_.begin(), kept_.end(),
                                  [&](const Kept& kept) { return kept.version == version; });
  if (known != kept_.end()) {
    std::rotate(known, known + 1, kept_.end());
  } else {
    if (kept_.size() == kMaxKept) kept_.erase(kept_.begin());
    Kept& kept = kept_.emplace_back(Kept{.version = version, .rules = nullptr});
    const std::string text = text_of_version(store, in_force.model->id, version);
    if (!text.empty()) {
      if (auto rules = compile(text)) kept.rules = std::move(*rules);
    }
    // The metrics' columns are those of the version in force.
    if (kept.rules) kept.rules->metric_reader->keep_nothing();
  }
  live::AppRules* rules = kept_.back().rules.get();
  // What it read of records for the group before may have changed.
  if (rules != nullptr) rules->records->forget_all();
  return rules;
}

}  // namespace tollgate::engine
