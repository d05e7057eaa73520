#include "import/preview.h"

#include <nlohmann/json.hpp>

#include "tollgate/live/records.h"

namespace tollgate::engine {
namespace {

constexpr size_t kMaxPreviews = 8;
constexpr size_t kEntryBytes = 160;  // of the maps, beside the texts

}  // namespace

Preview::Kept::Kept(const ops::RecordState& state) : created_ms_(state.created_ms) {
  Json json = {{"status", int(state.status)}, {"values", live::wire_values(state)}};
  if (!state.draft.is_null()) json["draft"] = state.draft;
  text_ = write_json(json);
}

ops::RecordState Preview::Kept::state(const ops::RecordKey& key) const {
  Json json = stored_json(text_);
  ops::RecordState state;
  state.entity = key.entity;
  state.id = key.record;
  state.status = static_cast<ops::RecordStatus>(json["status"].get<int>());
  state.created_ms = state.updated_ms = created_ms_;
  state.draft = json.value("draft", Json());
  for (auto& [field, value] : json["values"].items()) {
    state.fields[field] = {std::move(value), ""};
  }
  return state;
}

Json Preview::Kept::values() const { return stored_json(text_)["values"]; }

std::optional<ops::StoredRecord> Preview::find(const ops::RecordKey& key) const {
  const auto found = records.find(key);
  if (found == records.end()) return std::nullopt;
  return ops::StoredRecord{found->second.state(key), ""};
}

size_t Preview::bytes() const {
  size_t sum = 0;
  for (const auto& [key, kept] : records) {
    sum += kEntryBytes + key.entity.size() + key.record.size() + kept.bytes();
  }
  for (const auto& [key, record] : keys) sum += kEntryBytes + key.size() + record.size();
  return sum;
}

Preview& Previews::of(const std::string& batch, const std::string& user,
                      std::shared_ptr<live::AppRules> app) {
  for (auto it = previews_.begin(); it != previews_.end(); ++it) {
    if (it->batch != batch) continue;
    previews_.splice(previews_.begin(), previews_, it);
    if (it->app != app || it->user != user) *it = {batch, user, std::move(app), {}, {}};
    return previews_.front();
  }
  previews_.push_front({batch, user, std::move(app), {}, {}});
  if (previews_.size() > kMaxPreviews) previews_.pop_back();
  return previews_.front();
}

Status Previews::bound(const Preview& current) {
  const auto sum = [&] {
    size_t bytes = 0;
    for (const Preview& preview : previews_) bytes += preview.bytes();
    return bytes;
  };
  while (sum() > kMaxBytes && &previews_.back() != &current) previews_.pop_back();
  if (sum() <= kMaxBytes) return ok_status();
  return make_error("import.preview_too_large",
                    {"文件太大，无法整个预览；请分成几个文件，或直接导入（可以撤销）",
                     "the file is too large to be looked at as a whole: split it, or import it, "
                     "which can be undone"},
                    {.pointer = "/params/preview"});
}

void Previews::end(std::string_view batch) {
  previews_.remove_if([&](const Preview& preview) { return preview.batch == batch; });
}

const feel::Value* PreviewRecords::find(std::string_view entity, std::string_view id) {
  const auto found = preview_.records.find(ops::RecordKey{std::string(entity), std::string(id)});
  const model::Entity* model = app_.model->find_entity(entity);
  if (found == preview_.records.end() || !model) return app_.records->find(entity, id);
  found_ =
      record::reference_context(*model, id, found->second.values(), app_.compiled->values(nullptr));
  return &found_;
}

}  // namespace tollgate::engine
