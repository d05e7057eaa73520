#include "names.h"

#include <algorithm>

#include "tollgate/designer/document/words.h"
#include "tollgate/model/words.h"

namespace tollgate::designer {
namespace {

// "max_size" as "Max size": what a member is called that nobody has named yet.
std::string humanised(std::string_view name) {
  std::string text(name);
  std::replace(text.begin(), text.end(), '_', ' ');
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') {
    text[0] = static_cast<char>(text[0] - 'a' + 'A');
  }
  return text;
}

LocalizedText words_or_name(const std::optional<LocalizedText>& words, std::string_view name) {
  return words ? *words : LocalizedText{std::string(name), humanised(name)};
}

}  // namespace

LocalizedText property_words(std::string_view definition, std::string_view property) {
  return words_or_name(model::property_words(definition, property), property);
}

LocalizedText value_words(std::string_view property, std::string_view value) {
  const std::optional<LocalizedText> words = model::value_words(property, value);
  if (words) return words_or_name(words, value);
  if (is_field_type(value)) return field_type_words(value);
  if (const model::Currency* currency = model::find_currency(value)) {
    const std::string code = " " + std::string(value);
    return {currency->words.zh + code, currency->words.en + code};
  }
  return words_or_name(std::nullopt, value);
}

Icon icon_of_field_type(std::string_view type) {
  const model::FieldTypeInfo* info = field_type_info(type);
  return info == nullptr ? Icon::kText : icon_named(info->icon);
}

LocalizedText list_words(std::string_view list) {
  return words_or_name(model::list_label(list), list);
}

Icon list_icon(std::string_view list) {
  if (list == "forms") return Icon::kForm;
  if (list == "entities") return Icon::kEntity;
  if (list == "scorecards") return Icon::kScorecard;
  if (list == "workflows") return Icon::kWorkflow;
  if (list == "automations") return Icon::kAutomation;
  if (list == "views") return Icon::kView;
  if (list == "metrics") return Icon::kMetric;
  if (list == "dashboards") return Icon::kDashboard;
  if (list == "quick_filters") return Icon::kFilter;
  if (list == "roles") return Icon::kRole;
  return Icon::kApp;
}

Icon definition_icon(std::string_view definition) {
  if (definition == "section") return Icon::kSection;
  if (definition == "criterion") return Icon::kCheck;
  if (definition == "requirement") return Icon::kGate;
  if (definition == "stage") return Icon::kWorkflow;
  if (definition == "pool" || definition == "quick_filter") return Icon::kFilter;
  if (definition == "option") return Icon::kChoice;
  if (definition == "widget" || definition == "dashboard") return Icon::kDashboard;
  if (definition == "threshold" || definition == "metric") return Icon::kMetric;
  if (definition == "validation") return Icon::kWarning;
  if (definition.starts_with("effect") || definition == "automation") return Icon::kAutomation;
  if (definition == "form") return Icon::kForm;
  if (definition == "entity") return Icon::kEntity;
  if (definition == "scorecard") return Icon::kScorecard;
  if (definition == "workflow") return Icon::kWorkflow;
  if (definition == "view") return Icon::kView;
  if (definition == "role") return Icon::kRole;
  if (definition == "app") return Icon::kApp;
  if (definition == "menu_item") return Icon::kList;
  if (definition == "prefill" || definition == "transition") return Icon::kReference;
  return Icon::kMore;
}

std::string locale_words(std::string_view locale) {
  if (locale == "zh-CN" || locale == "zh" || locale == "zh-Hans") return "简体中文";
  if (locale == "zh-TW" || locale == "zh-Hant") return "繁體中文";
  if (locale == "en" || locale.starts_with("en-")) return "English";
  if (locale == "ja") return "日本語";
  if (locale == "ko") return "한국어";
  return std::string(locale);
}

}  // namespace tollgate::designer
