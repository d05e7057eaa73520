#include "tollgate/designer/document/automation_sentence.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "tollgate/base/json_pointer.h"
#include "tollgate/designer/document/lookup.h"
#include "tollgate/model/field.h"

namespace tollgate::designer {
namespace {

struct EventWords {
  const char* id;
  const char* zh;
  const char* en;
};
constexpr EventWords kEvents[] = {
    {"record_saved", "被保存", "is saved"},
    {"record_completed", "被提交", "is submitted"},
    {"stage_entered", "进入阶段", "enters a stage"},
    {"pool_entered", "进入复盘池", "enters a pool"},
    {"condition_met", "首次满足条件", "first meets the condition"},
    {"date_reached", "快到或已过某个日期", "nears or passes a date"},
    {"unchanged", "多日没有变动", "has not changed for days"},
    {"schedule", "到了固定时间", "has its turn on a schedule"},
    {"metric_crossed", "遇到指标越过界限", "meets a metric that crosses a threshold"},
};

const Json* trigger_at(const Json& document, std::string_view automation) {
  return find_pointer(document, pointer_child(automation, "on"));
}

std::string entity_pointer(const Json& document, std::string_view automation) {
  const Json* on = trigger_at(document, automation);
  return on == nullptr ? std::string()
                       : pointer_by_id(document, "entities", text_member(*on, "entity"));
}

const Json* list_at(const Json& document, const std::string& pointer) {
  const Json* list = find_pointer(document, pointer);
  return list != nullptr && list->is_array() ? list : nullptr;
}

bool is_day(const Json& field) {
  const auto type = model::field_type_of(text_member(field, "type"));
  return type && model::has_day(*type);
}

void add_all(const Json& document, const Json* list, std::string_view locale,
             std::vector<NamedChoice>& choices) {
  for (size_t i = 0; list != nullptr && i < list->size(); ++i) {
    const Json& element = (*list)[i];
    if (element.is_object()) {
      choices.push_back({text_member(element, "id"), label_of(document, element, locale)});
    }
  }
}

// Elements of the lists in all things of one entity: stages of its workflows.
void add_parts_of(const Json& document, const char* things, const char* parts,
                  const std::string& entity, std::string_view locale,
                  std::vector<NamedChoice>& choices) {
  const Json* list = list_at(document, std::string("/") + things);
  for (size_t i = 0; list != nullptr && i < list->size(); ++i) {
    const Json& thing = (*list)[i];
    if (!thing.is_object() || text_member(thing, "entity") != entity) continue;
    const auto found = thing.find(parts);
    if (found != thing.end() && found->is_array()) add_all(document, &*found, locale, choices);
  }
}

// Of the people, as the app says it: "" for none.
std::string users_member(const Json& document, const char* member) {
  const Json* users = find_pointer(document, "/users");
  return users != nullptr && users->is_object() ? text_member(*users, member) : std::string();
}

class Recipients {
 public:
  Recipients(const Json& document, std::string_view locale)
      : document_(document),
        locale_(locale),
        people_(users_member(document, "entity")),
        manager_(users_member(document, "manager")) {}

  std::vector<NamedChoice> of(std::string_view automation) && {
    const std::string entity = entity_pointer(document_, automation);
    const Json* on = trigger_at(document_, automation);
    if (!people_.empty() && on != nullptr && text_member(*on, "entity") == people_) {
      add("record", words("本人", "The person"));
    }
    add_fields(entity);
    const std::string event = on == nullptr ? std::string() : text_member(*on, "event");
    if (!people_.empty() && !is_timed(event)) person("user", words("操作的人", "Whoever did it"));
    const Json* roles = list_at(document_, "/roles");
    for (size_t i = 0; roles != nullptr && i < roles->size(); ++i) {
      if (!(*roles)[i].is_object()) continue;
      const std::string label = label_of(document_, (*roles)[i], locale_);
      choices_.push_back({"role:" + text_member((*roles)[i], "id"),
                          words("所有的", "Everyone in the role ") + label});
    }
    return std::move(choices_);
  }

 private:
  static bool is_timed(std::string_view event) {
    return event == "date_reached" || event == "unchanged" || event == "schedule" ||
           event == "metric_crossed";
  }
  std::string words(const char* zh, const char* en) const { return locale_ == "en" ? en : zh; }

  void add(const std::string& path, std::string label) {
    choices_.push_back({"field:" + path, std::move(label)});
  }
  void person(const std::string& path, const std::string& label) {
    add(path, label);
    if (!manager_.empty()) add(path + "." + manager_, label + words("的上级", "’s manager"));
  }

  void add_fields(const std::string& entity) {
    const Json* fields = entity.empty() ? nullptr : list_at(document_, entity + "/fields");
    for (size_t i = 0; fields != nullptr && i < fields->size(); ++i) {
      const Json& field = (*fields)[i];
      if (!field.is_object() || text_member(field, "entity").empty()) continue;
      const std::string id = text_member(field, "id");
      const std::string label = label_of(document_, field, locale_);
      if (text_member(field, "entity") == people_) {
        person(id, label);
      } else {
        add_referred(id, label, text_member(field, "entity"));
      }
    }
  }

  // Whom a record names that this one refers to: the customer's rep.
  void add_referred(const std::string& through, const std::string& above,
                    const std::string& entity) {
    const std::string pointer = pointer_by_id(document_, "entities", entity);
    const Json* fields = pointer.empty() ? nullptr : list_at(document_, pointer + "/fields");
    for (size_t i = 0; fields != nullptr && i < fields->size(); ++i) {
      const Json& field = (*fields)[i];
      if (!field.is_object() || people_.empty() || text_member(field, "entity") != people_) {
        continue;
      }
      add(through + "." + text_member(field, "id"),
          above + words("的", " › ") + label_of(document_, field, locale_));
    }
  }

  const Json& document_;
  std::string_view locale_;
  std::string people_;
  std::string manager_;
  std::vector<NamedChoice> choices_;
};

bool is_dotted_path(std::string_view text) {
  if (text.empty() || text.front() == '.' || text.back() == '.') return false;
  return std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
  });
}

std::string_view without_blanks(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

// "[rep, rep.manager]" or "rep"; nullopt for anything else.
std::optional<std::vector<std::string>> paths_in(std::string_view text) {
  std::vector<std::string> paths;
  text = without_blanks(text);
  if (text.empty()) return paths;
  if (text.front() != '[') {
    if (!is_dotted_path(text)) return std::nullopt;
    paths.emplace_back(text);
    return paths;
  }
  if (text.back() != ']') return std::nullopt;
  text = text.substr(1, text.size() - 2);
  while (!without_blanks(text).empty()) {
    const size_t comma = std::min(text.find(','), text.size());
    const std::string_view path = without_blanks(text.substr(0, comma));
    if (!is_dotted_path(path)) return std::nullopt;
    paths.emplace_back(path);
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  return paths;
}

// Two fields of the same label are told apart by a number.
std::string chip_label(size_t index, const std::vector<ConditionField>& fields) {
  size_t same = 0;
  for (size_t i = 0; i < index; ++i) {
    if (fields[i].label == fields[index].label) ++same;
  }
  return same == 0 ? fields[index].label
                   : fields[index].label + " (" + std::to_string(same + 1) + ")";
}

std::string formula_label(size_t number, Language language) {
  return (language == Language::kChinese ? "公式 " : "formula ") + std::to_string(number);
}

}  // namespace

std::vector<NamedChoice> event_choices(Language language) {
  std::vector<NamedChoice> choices;
  for (const EventWords& event : kEvents) {
    choices.push_back({event.id, language == Language::kChinese ? event.zh : event.en});
  }
  return choices;
}

Json trigger_of_event(const Json& document, std::string_view automation, std::string_view event) {
  const Json* was = trigger_at(document, automation);
  Json on = {{"event", event}, {"entity", was != nullptr ? text_member(*was, "entity") : ""}};
  if (event == "date_reached") {
    const std::vector<NamedChoice> dates = trigger_choices(document, automation, "field", "en");
    if (!dates.empty()) on["field"] = dates.front().id;
    on["days"] = 3;
    on["relation"] = "before";
    on["time"] = "09:00";
  } else if (event == "unchanged") {
    on["days"] = 7;
  } else if (event == "schedule") {
    on["every"] = "week";
    on["weekdays"] = Json::array({"monday"});
    on["time"] = "09:00";
  } else if (event == "metric_crossed") {
    const std::vector<NamedChoice> metrics = trigger_choices(document, automation, "metric", "en");
    if (!metrics.empty()) on["metric"] = metrics.front().id;
    on["crosses"] = "below";
    on["value"] = 0;
  }
  const bool keeps_fields = event == "record_saved" || event == "record_completed";
  if (keeps_fields && was != nullptr && was->contains("fields")) on["fields"] = (*was)["fields"];
  return on;
}

Json trigger_of_entity(const Json& document, std::string_view automation, std::string_view entity) {
  Json moved = document;
  const std::string place = pointer_child(automation, "on");
  const Json* was = find_pointer(document, place);
  Json on = was != nullptr && was->is_object() ? *was : Json::object();
  on["entity"] = entity;
  for (const char* member : {"field", "fields", "stage", "pool"}) on.erase(member);
  moved[Json::json_pointer(place)] = on;
  if (text_member(on, "event") == "date_reached") {
    const std::vector<NamedChoice> dates = trigger_choices(moved, automation, "field", "en");
    if (!dates.empty()) on["field"] = dates.front().id;
  }
  return on;
}

std::vector<NamedChoice> trigger_choices(const Json& document, std::string_view automation,
                                         std::string_view member, std::string_view locale) {
  std::vector<NamedChoice> choices;
  const Json* on = trigger_at(document, automation);
  const std::string entity = on == nullptr ? std::string() : text_member(*on, "entity");
  if (member == "entity") add_all(document, list_at(document, "/entities"), locale, choices);
  if (member == "metric") add_all(document, list_at(document, "/metrics"), locale, choices);
  if (member == "stage") {
    add_parts_of(document, "workflows", "stages", entity, locale, choices);
  }
  if (member == "pool") add_parts_of(document, "scorecards", "pools", entity, locale, choices);
  if (member == "field" || member == "fields") {
    const std::string pointer = entity_pointer(document, automation);
    const Json* fields = pointer.empty() ? nullptr : list_at(document, pointer + "/fields");
    for (size_t i = 0; fields != nullptr && i < fields->size(); ++i) {
      const Json& field = (*fields)[i];
      if (!field.is_object() || (member == "field" && !is_day(field))) continue;
      choices.push_back({text_member(field, "id"), label_of(document, field, locale)});
    }
  }
  return choices;
}

std::vector<NamedChoice> recipient_choices(const Json& document, std::string_view automation,
                                           std::string_view locale) {
  return Recipients(document, locale).of(automation);
}

std::optional<std::vector<std::string>> recipients_of(const Json& effect) {
  std::optional<std::vector<std::string>> paths = paths_in(text_member(effect, "to"));
  if (!paths) return std::nullopt;
  std::vector<std::string> ids;
  for (const std::string& path : *paths) ids.push_back("field:" + path);
  const auto roles = effect.find("roles");
  if (roles != effect.end() && roles->is_array()) {
    for (const Json& role : *roles) {
      if (role.is_string()) ids.push_back("role:" + role.get<std::string>());
    }
  }
  return ids;
}

Json with_recipients(Json effect, const std::vector<std::string>& recipients) {
  std::string to;
  size_t count = 0;
  Json roles = Json::array();
  for (const std::string& id : recipients) {
    if (id.starts_with("role:")) {
      roles.push_back(id.substr(5));
    } else if (id.starts_with("field:")) {
      to += (count++ == 0 ? "" : ", ") + id.substr(6);
    }
  }
  effect.erase("to");
  effect.erase("roles");
  if (count == 1) effect["to"] = to;
  if (count > 1) effect["to"] = "[" + to + "]";
  if (!roles.empty()) effect["roles"] = std::move(roles);
  return effect;
}

std::string field_chip(const ConditionField& field, const std::vector<ConditionField>& fields) {
  for (size_t i = 0; i < fields.size(); ++i) {
    if (fields[i].path == field.path) return "{" + chip_label(i, fields) + "}";
  }
  return "{" + field.label + "}";
}

MessageWords message_words(std::string_view message, const std::vector<ConditionField>& fields,
                           Language language) {
  MessageWords words;
  while (!message.empty()) {
    const size_t open = message.find("{{");
    const size_t close = open == std::string_view::npos ? open : message.find("}}", open);
    if (close == std::string_view::npos) break;
    words.text += message.substr(0, open);
    const std::string_view inside = without_blanks(message.substr(open + 2, close - open - 2));
    const auto field = std::ranges::find_if(
        fields, [&](const ConditionField& known) { return known.path == inside; });
    if (field != fields.end()) {
      words.text += field_chip(*field, fields);
    } else {
      words.formulas.emplace_back(inside);
      words.text += "{" + formula_label(words.formulas.size(), language) + "}";
    }
    message.remove_prefix(close + 2);
  }
  words.text += message;
  return words;
}

std::string message_of_words(std::string_view text, const std::vector<ConditionField>& fields,
                             const std::vector<std::string>& formulas, Language language) {
  std::string message;
  while (!text.empty()) {
    const size_t open = text.find('{');
    const size_t close = open == std::string_view::npos ? open : text.find('}', open);
    if (close == std::string_view::npos) break;
    message += text.substr(0, open);
    const std::string_view inside = text.substr(open + 1, close - open - 1);
    std::string expression;
    for (size_t i = 0; i < fields.size() && expression.empty(); ++i) {
      if (chip_label(i, fields) == inside) expression = fields[i].path;
    }
    for (size_t i = 0; i < formulas.size() && expression.empty(); ++i) {
      if (formula_label(i + 1, language) == inside) expression = formulas[i];
    }
    if (expression.empty()) {
      // No field is called so: what is written stays.
      message += text.substr(open, close - open + 1);
    } else {
      message += "{{ " + expression + " }}";
    }
    text.remove_prefix(close + 1);
  }
  message += text;
  return message;
}

}  // namespace tollgate::designer
