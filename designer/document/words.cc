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

struct FieldType {
  std::string_view type;
  const char* zh;
  const char* en;
};

constexpr FieldType kFieldTypes[] = {{"text", "文本", "Text"},
                                     {"long_text", "多行文本", "Long text"},
                                     {"number", "数字", "Number"},
                                     {"boolean", "是否", "Yes or no"},
                                     {"date", "日期", "Date"},
                                     {"time", "时间", "Time"},
                                     {"date_time", "日期时间", "Date & time"},
                                     {"duration", "时长", "Duration"},
                                     {"choice", "单选", "Choice"},
                                     {"multi_choice", "多选", "Multi-choice"},
                                     {"reference", "关联记录", "Reference"},
                                     {"list", "明细列表", "List"},
                                     {"location", "定位", "Location"},
                                     {"photo", "照片", "Photo"},
                                     {"file", "文件", "File"},
                                     {"signature", "签名", "Signature"},
                                     {"audio", "录音", "Audio"}};

const FieldType* find_field_type(std::string_view type) {
  for (const FieldType& known : kFieldTypes) {
    if (known.type == type) return &known;
  }
  return nullptr;
}

}  // namespace

bool is_field_type(std::string_view type) { return find_field_type(type) != nullptr; }

LocalizedText field_type_words(std::string_view type) {
  const FieldType* known = find_field_type(type);
  if (known == nullptr) return {std::string(type), std::string(type)};
  return {known->zh, known->en};
}

LocalizedText element_words(std::string_view definition) {
  return model::thing_label(definition).value_or(LocalizedText{"条目", "Entry"});
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
