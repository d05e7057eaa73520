#include "tollgate/designer/document/words.h"

#include <nlohmann/json.hpp>

#include "tollgate/designer/document/lookup.h"
#include "tollgate/model/words.h"

namespace tollgate::designer {
namespace {

bool equal_but_case(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  if (a.size() != b.size()) return false;
  for (size_t i = 0; i < a.size(); ++i) {
    if (lower(a[i]) != lower(b[i])) return false;
  }
  return true;
}

}  // namespace

const model::FieldTypeInfo* field_type_info(std::string_view type) {
  const std::optional<model::FieldType> known = model::field_type_of(type);
  return known ? &model::info_of(*known) : nullptr;
}

bool is_field_type(std::string_view type) { return field_type_info(type) != nullptr; }

LocalizedText field_type_words(std::string_view type) {
  const model::FieldTypeInfo* known = field_type_info(type);
  return known == nullptr ? LocalizedText{std::string(type), std::string(type)}
                          : known->words.text();
}

LocalizedText element_words(std::string_view definition) {
  return model::thing_label(definition).value_or(LocalizedText{"条目", "Entry"});
}

LocalizedText plural_words(std::string_view definition) {
  // People take a field's place in a form for the field.
  return model::thing_plural(definition == "form_field" ? "field" : definition)
      .value_or(LocalizedText{"条目", "entries"});
}

LocalizedText new_element_words(std::string_view definition) {
  const LocalizedText words = model::thing_label(definition) ? model::thing_words(definition)
                                                             : LocalizedText{"条目", "entry"};
  return {"新" + words.zh, "New " + words.en};
}

bool is_label_at_birth(const Json& element, std::string_view definition, std::string_view locale,
                       std::string_view label) {
  if (definition == "field" && label == field_type_words(text_member(element, "type")).in(locale)) {
    return true;
  }
  if (definition == "option") {
    const LocalizedText numbered{"选项 ", "Option "};
    const std::string& stem = numbered.in(locale);
    if (label.starts_with(stem) && label.size() > stem.size() &&
        label.find_first_not_of("0123456789", stem.size()) == std::string_view::npos) {
      return true;
    }
  }
  return equal_but_case(label, new_element_words(definition).in(locale));
}

}  // namespace tollgate::designer
