#include "form_layout.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <unordered_map>

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

class FormMeasure {
 public:
  FormMeasure(const DesignSession& session, FormLayout& layout)
      : session_(session), ui_(session.ui), layout_(layout) {
    const std::string entity = entity_of(session.json(), layout.form);
    const std::string fields = entity + "/fields";
    const Json* list = entity.empty() ? nullptr : session.at(fields);
    for (size_t i = 0; list != nullptr && list->is_array() && i < list->size(); ++i) {
      fields_.try_emplace(text_member((*list)[i], "id"), pointer_child(fields, i));
    }
  }

  void measure() {
    const std::string list = layout_.form + "/sections";
    const Json* sections = session_.at(list);
    for (size_t i = 0; sections != nullptr && sections->is_array() && i < sections->size(); ++i) {
      layout_.sections.push_back(section(pointer_child(list, i), (*sections)[i]));
    }
  }

 private:
  SectionLayout section(const std::string& pointer, const Json& json) const {
    const float padding = ui_.px(kSectionInset);
    SectionLayout section;
    section.pointer = pointer;
    section.head = ui_.px(text_in(json, "help", session_.locale()).empty() ? 44 : 62);
    const ImVec2 at(padding, padding / 2 + section.head);
    const float bottom = place_fields(section, json, at, layout_.width - 2 * padding);
    section.height = bottom + padding;
    return section;
  }

  FieldLayout field(const std::string& place, const Json& entry, float width) const {
    FieldLayout field;
    field.place = place;
    field.width = width;
    field.height = ui_.px(60);
    field.name = text_in(entry, "label", session_.locale());
    const auto known = fields_.find(text_member(entry, "field"));
    const Json* json = &entry;
    if (known != fields_.end()) {
      field.field = known->second;
      json = session_.at(field.field);
      const float room = width - ui_.px(2 * kFieldInset);
      field.height = field_body(session_, field.field, entry, {}, room, false) + ui_.px(18);
      if (field.name.empty()) field.name = session_.label(*json);
    } else if (field.name.empty()) {
      field.name = text_member(entry, "field");
    }
    field.type = text_member(*json, "type");
    field.description = value_words("type", field.type).in(ui_.language());
    if (is_always_required(*json)) field.description += ui_.tr("，必填", ", required");
    return field;
  }

  // Returns how far down they reach.
  float place_fields(SectionLayout& section, const Json& json, ImVec2 at, float width) const {
    const auto entries = json.is_object() ? json.find("fields") : json.end();
    const bool any = entries != json.end() && entries->is_array() && !entries->empty();
    if (!any) return at.y + ui_.px(kEmptySection);
    const float space = ui_.px(kBetweenFields);
    int taken = 0;  // sixths of the row that fields stand in
    float row_height = 0;
    const auto end_row = [&] {
      if (taken > 0) at.y += row_height + space;
      taken = 0;
      row_height = 0;
    };
    for (size_t i = 0; i < entries->size(); ++i) {
      const Json& entry = (*entries)[i];
      const int sixths = sixths_of(entry);
      const auto parts = static_cast<float>(kSixths / sixths);
      FieldLayout one = field(pointer_child(section.pointer + "/fields", i), entry,
                              std::floor((width - (parts - 1) * space) / parts));
      if (taken + sixths > kSixths) end_row();
      const float left = static_cast<float>(taken) / kSixths * (width + space);
      one.at = {at.x + std::floor(left), at.y};
      row_height = std::max(row_height, one.height);
      taken += sixths;
      if (taken == kSixths) end_row();
      section.fields.push_back(std::move(one));
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
  const std::shared_ptr<const FormLayout>& kept = session.kept_form_layout;
  if (kept != nullptr && kept->form == form && kept->revision == session.document.revision() &&
      kept->language == ui.language() && kept->width == width && kept->scale == ui.scale()) {
    return kept;
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
