// Labels in place of ids and indices: what a thing is called, and where it is.
#include <nlohmann/json.hpp>

#include "names.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/designer/document/lookup.h"
#include "tollgate/designer/document/schema_view.h"
#include "tollgate/designer/document/words.h"

namespace tollgate::designer {
namespace {

std::string_view locale_of(Language language) {
  return language == Language::kChinese ? "zh-CN" : "en";
}

// Label of the element with this id; the id itself where there is none.
std::string label_by_id(const Json& document, std::string_view list, const std::string& id,
                        Language language) {
  const Json* elements = find_pointer(document, list);
  const auto index = elements == nullptr ? std::nullopt : index_by_id(*elements, id);
  return index ? label_of(document, (*elements)[*index], locale_of(language)) : id;
}

// What an element without a label of its own is about.
std::string referred_name(const Json& document, std::string_view pointer, const Json& element,
                          std::string_view definition, Language language) {
  const auto id_in = [&](const char* member) { return text_member(element, member); };
  if (definition == "transition") {
    const std::string stages = ancestor_in(pointer, "workflows") + "/stages";
    return label_by_id(document, stages, id_in("from"), language) + " → " +
           label_by_id(document, stages, id_in("to"), language);
  }
  if (const std::string target = id_in("target"); !target.empty()) {
    return label_by_id(document, "/" + id_in("type") + "s", target, language);
  }
  if (const std::string metric = id_in("metric"); !metric.empty()) {
    return label_by_id(document, "/metrics", metric, language);
  }
  const std::string fields = entity_of(document, pointer) + "/fields";
  for (const char* member : {"field", "from"}) {
    if (const std::string field = id_in(member); !field.empty()) {
      return label_by_id(document, fields, field, language);
    }
  }
  for (const char* member : {"level", "type"}) {
    if (const std::string value = id_in(member); !value.empty()) {
      return value_words(member, value).in(language);
    }
  }
  return {};
}

bool is_text(std::string_view definition) {
  return definition == "text" || definition == "message";
}

// Elements that are mere texts and ids, and objects without a definition, are called as their list.
bool has_words(std::string_view definition) {
  return !definition.empty() && definition != "id" && !is_text(definition);
}

LocalizedText kind_words(const Json& document, std::string_view pointer) {
  const std::string definition = definition_at(document, pointer);
  if (has_words(definition)) return element_words(definition);
  const std::string_view list = pointer_parent(pointer);
  return property_words(definition_at(document, pointer_parent(list)),
                        list.substr(list.rfind('/') + 1));
}

// A field of an entity is where a form shows it; other pointers stay as they are.
std::string shown_pointer(const Json& document, std::string_view pointer) {
  const std::string entity = ancestor_in(pointer, "entities");
  const std::string fields = entity + "/fields/";
  if (entity.empty() || !pointer.starts_with(fields)) return std::string(pointer);
  const std::string field(pointer.substr(0, pointer.find('/', fields.size())));
  const std::vector<std::string> places = places_of_field(document, field);
  return places.empty() ? std::string(pointer) : places.front();
}

// The names of what lies on the way, and of the member at its end.
class PathWords {
 public:
  PathWords(const Json& document, Language language) : document_(document), language_(language) {}

  void walk(std::string_view start, std::string_view pointer) {
    std::string at(start);
    owner_ = definition_at(document_, at);
    std::string list;
    for (const std::string& part : pointer_parts(pointer.substr(start.size()))) {
      const std::string parent = std::exchange(at, pointer_child(at, part));
      const Json* value = find_pointer(document_, at);
      if (value != nullptr && value->is_array()) {
        list = part;
        // That a form is one goes without saying; metrics and the rest are called what they are.
        if (parent.empty() && part != "forms") add(list_words(part));
        continue;
      }
      const std::string definition = definition_at(document_, at);
      const bool element = !list.empty();
      const std::string member = element ? std::exchange(list, {}) : part;
      if (value == nullptr || !value->is_object() || is_text(definition)) {
        add(property_words(owner_, member));
        return;
      }
      if (element) {
        words_.push_back(thing_name(document_, at, language_));
      } else {
        add(property_words(owner_, member));
      }
      owner_ = definition;
    }
    if (!list.empty() && !owner_.empty() && owner_ != "app") add(property_words(owner_, list));
  }

  std::string text() const {
    std::string text;
    for (const std::string& word : words_) text += (text.empty() ? "" : " › ") + word;
    return text;
  }

 private:
  void add(const LocalizedText& words) { words_.push_back(words.in(language_)); }

  const Json& document_;
  Language language_;
  std::string owner_;  // definition of the object that was passed last
  std::vector<std::string> words_;
};

}  // namespace

std::string thing_name(const Json& document, std::string_view pointer, Language language) {
  const Json* value = find_pointer(document, pointer);
  if (value == nullptr || !value->is_object()) return {};
  const std::string definition = definition_at(document, pointer);
  std::string name = label_of(document, *value, locale_of(language));
  // Pages show no heading over it; its id is nobody's word.
  if (definition == "section" && !value->contains("label")) {
    return language == Language::kChinese ? "无标题的分组" : "Section without a heading";
  }
  if (name.empty() || (definition == "widget" && !value->contains("label"))) {
    const std::string about = referred_name(document, pointer, *value, definition, language);
    if (!about.empty()) name = about;
  }
  if (!name.empty()) return name;
  const std::string kind = kind_name(document, pointer, language);
  return has_words(definition) ? kind : kind + " " + std::to_string(last_index(pointer) + 1);
}

std::string kind_name(const Json& document, std::string_view pointer, Language language) {
  return kind_words(document, pointer).in(language);
}

std::string place_words(const Json& document, std::string_view pointer, Language language) {
  PathWords words(document, language);
  const std::string shown = shown_pointer(document, pointer);
  if (shown == pointer) {
    words.walk("", pointer);
  } else {
    const std::string entity = ancestor_in(pointer, "entities");
    const size_t end = pointer.find('/', entity.size() + std::string_view("/fields/").size());
    words.walk("", shown);
    words.walk(pointer.substr(0, end), pointer);
  }
  return words.text();
}

std::string add_words(const Json& document, std::string_view list, Language language) {
  const LocalizedText words = kind_words(document, pointer_child(list, size_t{0}));
  if (language == Language::kChinese) return "添加" + words.zh;
  std::string lower = words.en;
  if (!lower.empty() && lower[0] >= 'A' && lower[0] <= 'Z') {
    lower[0] = static_cast<char>(lower[0] + 32);
  }
  return "Add " + lower;
}

}  // namespace tollgate::designer
