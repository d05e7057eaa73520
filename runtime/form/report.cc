// What came of a step, and how the whole form stands.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "session_impl.h"
#include "tollgate/base/diagnostic_json.h"

namespace tollgate::form {
namespace {

bool has_error(const Field& field) {
  return field.rules->is_placed && field.visible && has_errors(field.findings);
}

}  // namespace

std::string FormSession::Impl::path_of(const Field& field) const {
  if (field.owner->list == nullptr) return field.model().id;
  const Field& list = *field.owner->list;
  size_t index = 0;
  while (list.items[index].get() != field.owner) ++index;
  return path_of(list) + "/" + std::to_string(index) + "/" + field.model().id;
}

namespace {

// Title of a chosen record, or what was typed and is no value.
std::string text_of(const ReferredTitles& titles, const Field& field) {
  if (!field.text.empty()) return field.text;
  if (!model::is_reference(field.model().type) || field.own.is_null()) return {};
  return titles.of(field.model().entity, field.own);
}

FieldChange change_of(const ReferredTitles& titles, const Field& field, uint16_t bits,
                      std::string path) {
  FieldChange change;
  change.path = std::move(path);
  const bool is_list = field.rules->items != nullptr;
  if (!is_list && (bits & (kValueBit | kTextBit)) != 0) {
    change.value = record::to_wire(field.model(), field.own);
    std::string text = text_of(titles, field);
    if (!text.empty()) change.text = std::move(text);
  }
  if (bits & kVisibleBit) change.visible = field.visible;
  if (bits & kRequiredBit) change.required = field.required;
  if (bits & kReadOnlyBit) change.read_only = field.read_only;
  if (bits & kPrefilledBit) change.prefilled = field.origin == Origin::kPrefill;
  if (is_list && (bits & kItemCountBit) != 0) change.item_count = field.items.size();
  change.candidates_changed =
      (bits & kCandidatesBit) != 0 && model::is_reference(field.model().type);
  if (bits & kFindingsBit) change.diagnostics = field.findings;
  return change;
}

bool says_something(const FieldChange& c) {
  return c.value || c.text || c.visible || c.required || c.read_only || c.prefilled ||
         c.item_count || c.candidates_changed || c.diagnostics;
}

}  // namespace

Changes FormSession::Impl::take_changes() {
  Changes changes;
  for (Section& section : sections_) {
    if (!section.changed) continue;
    section.changed = false;
    if (section.rules->model != nullptr) {
      changes.sections.push_back({section.rules->model->id, section.visible});
    }
  }
  each_field_in_order([&](const Field& field) {
    if (field.changed == 0) return;
    const uint16_t bits = field.changed;
    const_cast<Field&>(field).changed = 0;
    if (!field.rules->is_placed || field.is_withheld()) return;
    FieldChange change = change_of(titles(), field, bits, path_of(field));
    if (says_something(change)) changes.fields.push_back(std::move(change));
  });
  const bool is_complete = complete();
  if (reported_complete_ != is_complete) {
    reported_complete_ = is_complete;
    changes.complete = is_complete;
  }
  return changes;
}

// As take_changes() with nobody to read them.
void FormSession::Impl::forget_changes() {
  for (Section& section : sections_) section.changed = false;
  each_field(*root_, [](Field& field) { field.changed = 0; });
  reported_complete_ = complete();
}

Changes FormSession::Impl::all_changes() {
  Changes changes;
  for (const Section& section : sections_) {
    if (section.rules->model != nullptr) {
      changes.sections.push_back({section.rules->model->id, section.visible});
    }
  }
  each_field_in_order([&](const Field& field) {
    if (!field.rules->is_placed || field.is_withheld()) return;
    changes.fields.push_back(
        change_of(titles(), field, kAllBits & ~uint16_t{kCandidatesBit}, path_of(field)));
  });
  changes.complete = complete();
  return changes;
}

bool FormSession::Impl::complete() const {
  bool any_error = !postponed_.empty();
  each_field_in_order([&](const Field& field) { any_error = any_error || has_error(field); });
  return !any_error;
}

std::vector<std::pair<std::string, Diagnostic>> FormSession::Impl::findings() const {
  std::vector<std::pair<std::string, Diagnostic>> findings;
  each_field_in_order([&](const Field& field) {
    if (!field.rules->is_placed || field.is_withheld()) return;
    for (const Diagnostic& d : field.findings) findings.emplace_back(path_of(field), d);
  });
  return findings;
}

const FieldChange* Changes::find(std::string_view path) const {
  for (const FieldChange& change : fields) {
    if (change.path == path) return &change;
  }
  return nullptr;
}

Json to_json(const Changes& changes) {
  Json json = Json::object();
  Json fields = Json::array();
  for (const FieldChange& change : changes.fields) {
    Json field = Json::object();
    field["path"] = change.path;
    if (change.value) field["value"] = *change.value;
    if (change.text) field["text"] = *change.text;
    if (change.visible) field["visible"] = *change.visible;
    if (change.required) field["required"] = *change.required;
    if (change.read_only) field["read_only"] = *change.read_only;
    if (change.prefilled) field["prefilled"] = *change.prefilled;
    if (change.item_count) field["item_count"] = *change.item_count;
    if (change.diagnostics) field["diagnostics"] = tollgate::to_json(*change.diagnostics);
    fields.push_back(std::move(field));
  }
  json["fields"] = std::move(fields);
  if (!changes.sections.empty()) {
    Json sections = Json::array();
    for (const SectionChange& section : changes.sections) {
      sections.push_back({{"id", section.id}, {"visible", section.visible}});
    }
    json["sections"] = std::move(sections);
  }
  if (changes.complete) json["complete"] = *changes.complete;
  return json;
}

}  // namespace tollgate::form
