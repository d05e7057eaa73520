#include "form_layout.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <unordered_map>
#include <unordered_set>

#include "names.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/designer/document/lookup.h"
#include "tollgate/designer/widgets/controls.h"

namespace tollgate::designer {
namespace {

constexpr int kSixths = 6;  // of a row; halves and thirds are whole numbers of them

int sixths_of(const Json& entry) {
  const std::string width = text_member(entry, "width");
  return width == "half" ? kSixths / 2 : width == "third" ? kSixths / 3 : kSixths;
}

// The object directly in the list that holds what the pointer leads to; "" where the pointer leads
// to no member of one.
std::string element_with(std::string_view pointer, std::string_view list) {
  if (!pointer.starts_with(list) || pointer.size() <= list.size() + 1) return {};
  const size_t end = pointer.find('/', list.size() + 1);
  return end == std::string_view::npos ? std::string() : std::string(pointer.substr(0, end));
}

// Fields and places whose members were changed since the layout was made; nullopt: what was changed
// may be about all of the form.
std::optional<std::unordered_set<std::string>> changed_fields(const DesignSession& session,
                                                              const FormLayout& layout) {
  const auto edited = session.document.edited_since(layout.revision);
  if (!edited) return std::nullopt;
  const std::string fields = layout.entity + "/fields";
  std::unordered_set<std::string> changed;
  for (const std::string& pointer : *edited) {
    // Of the app and the form their names, of the document its number.
    if (pointer == "/version" || pointer.starts_with("/label/") ||
        pointer.starts_with(layout.form + "/label/")) {
      continue;
    }
    std::string one = element_with(pointer, fields);
    if (one.empty()) {
      const std::string section = element_with(pointer, layout.form + "/sections");
      if (section.empty()) return std::nullopt;
      if (pointer.starts_with(section + "/label/")) continue;
      one = element_with(pointer, section + "/fields");
    }
    // Another id or field is another thing.
    if (one.empty() || pointer == one + "/id" || pointer == one + "/field") return std::nullopt;
    changed.insert(std::move(one));
  }
  return changed;
}

class FormMeasure {
 public:
  FormMeasure(const DesignSession& session, FormLayout& layout)
      : session_(session), ui_(session.ui), layout_(layout) {}

  // Anew only what these fields and places show; where all stands follows.
  void measure_again(const std::unordered_set<std::string>& changed) {
    for (SectionLayout& section : layout_.sections) {
      for (FieldLayout& one : section.fields) {
        if (!changed.contains(one.place) && !changed.contains(one.field)) continue;
        measure_field(one, *session_.at(one.place));
      }
      settle(section, *session_.at(section.pointer));
    }
  }

  void measure() {
    layout_.entity = entity_of(session_.json(), layout_.form);
    const std::string fields = layout_.entity + "/fields";
    const Json* list = layout_.entity.empty() ? nullptr : session_.at(fields);
    for (size_t i = 0; list != nullptr && list->is_array() && i < list->size(); ++i) {
      fields_.try_emplace(text_member((*list)[i], "id"), pointer_child(fields, i));
    }
    const std::string sections = layout_.form + "/sections";
    const Json* all = session_.at(sections);
    for (size_t i = 0; all != nullptr && all->is_array() && i < all->size(); ++i) {
      layout_.sections.push_back(section(pointer_child(sections, i), (*all)[i]));
    }
  }

 private:
  SectionLayout section(const std::string& pointer, const Json& json) const {
    SectionLayout section;
    section.pointer = pointer;
    section.head = ui_.px(text_in(json, "help", session_.locale()).empty() ? 44 : 62);
    const auto entries = json.is_object() ? json.find("fields") : json.end();
    for (size_t i = 0; entries != json.end() && entries->is_array() && i < entries->size(); ++i) {
      FieldLayout one;
      one.place = pointer_child(section.pointer + "/fields", i);
      const auto known = fields_.find(text_member((*entries)[i], "field"));
      if (known != fields_.end()) one.field = known->second;
      measure_field(one, (*entries)[i]);
      section.fields.push_back(std::move(one));
    }
    settle(section, json);
    return section;
  }

  float room_of(int sixths) const {
    const float width = layout_.width - 2 * ui_.px(kSectionInset);
    const auto parts = static_cast<float>(kSixths / sixths);
    return std::floor((width - (parts - 1) * ui_.px(kBetweenFields)) / parts);
  }

  void measure_field(FieldLayout& field, const Json& entry) const {
    field.width = room_of(sixths_of(entry));
    field.height = ui_.px(60);
    field.name = text_in(entry, "label", session_.locale());
    const Json* json = &entry;
    if (!field.field.empty()) {
      json = session_.at(field.field);
      const float room = field.width - ui_.px(2 * kFieldInset);
      field.height = field_body(session_, field.field, entry, {}, room, false) + ui_.px(18);
      if (field.name.empty()) field.name = session_.label(*json);
    } else if (field.name.empty()) {
      field.name = text_member(entry, "field");
    }
    field.type = text_member(*json, "type");
    field.description = value_words("type", field.type).in(ui_.language());
    if (is_always_required(*json)) field.description += ui_.tr("，必填", ", required");
  }

  void settle(SectionLayout& section, const Json& json) const {
    const float padding = ui_.px(kSectionInset);
    const ImVec2 at(padding, padding / 2 + section.head);
    section.height = place_fields(section, json, at, layout_.width - 2 * padding) + padding;
  }

  // Returns how far down they reach.
  float place_fields(SectionLayout& section, const Json& json, ImVec2 at, float width) const {
    if (section.fields.empty()) return at.y + ui_.px(kEmptySection);
    const Json& entries = json["fields"];
    const float space = ui_.px(kBetweenFields);
    int taken = 0;  // sixths of the row that fields stand in
    float row_height = 0;
    const auto end_row = [&] {
      if (taken > 0) at.y += row_height + space;
      taken = 0;
      row_height = 0;
    };
    for (size_t i = 0; i < section.fields.size(); ++i) {
      FieldLayout& one = section.fields[i];
      const int sixths = sixths_of(entries[i]);
      if (taken + sixths > kSixths) end_row();
      const float left = static_cast<float>(taken) / kSixths * (width + space);
      one.at = {at.x + std::floor(left), at.y};
      row_height = std::max(row_height, one.height);
      taken += sixths;
      if (taken == kSixths) end_row();
    }
    end_row();
    return at.y;
  }

  const DesignSession& session_;
  const Ui& ui_;
  FormLayout& layout_;
  std::unordered_map<std::string, std::string> fields_;  // pointers by id
};

}  // namespace

std::shared_ptr<const FormLayout> form_layout(DesignSession& session, const std::string& form,
                                              float width) {
  const Ui& ui = session.ui;
  const std::shared_ptr<FormLayout>& kept = session.kept_form_layout;
  if (kept != nullptr && kept->form == form && kept->language == ui.language() &&
      kept->width == width && kept->scale == ui.scale()) {
    if (kept->revision == session.document.revision()) return kept;
    if (const auto changed = changed_fields(session, *kept)) {
      FormMeasure(session, *kept).measure_again(*changed);
      kept->revision = session.document.revision();
      return kept;
    }
  }
  auto layout = std::make_shared<FormLayout>();
  layout->form = form;
  layout->revision = session.document.revision();
  layout->language = ui.language();
  layout->width = width;
  layout->scale = ui.scale();
  FormMeasure(session, *layout).measure();
  session.kept_form_layout = layout;
  return layout;
}

}  // namespace tollgate::designer
