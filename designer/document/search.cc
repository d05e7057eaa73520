#include "tollgate/designer/document/search.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "tollgate/base/json_pointer.h"
#include "tollgate/designer/document/breakage.h"
#include "tollgate/designer/document/formula_names.h"
#include "tollgate/designer/document/lookup.h"
#include "tollgate/designer/document/schema_view.h"

namespace tollgate::designer {
namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& letter : out) {
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  }
  return out;
}

// Also where true and false may stand instead, which has no definition of its own.
bool is_expression(const Json& document, const std::string& pointer, std::string_view member) {
  return member == "required" || member == "visible" || member == "read_only" ||
         definition_at(document, pointer) == "expression";
}

class DocumentSearch {
 public:
  DocumentSearch(const Json& document, std::string_view query, std::string_view locale, size_t most)
      : document_(document), query_(lower(query)), locale_(locale), most_(most) {}

  std::vector<Found> found() && {
    // Sample records are data, and what was once used is of no use.
    for (const auto& [name, member] : document_.items()) {
      if (name != "sample_data" && name != "retired_ids" && name != "format") {
        look(member, "/" + name, "", name);
      }
    }
    std::stable_sort(found_.begin(), found_.end(),
                     [](const Found& a, const Found& b) { return a.is_name > b.is_name; });
    std::set<std::string> seen;
    std::vector<Found> things;
    for (Found& one : found_) {
      if (things.size() < most_ && seen.insert(one.thing).second) things.push_back(std::move(one));
    }
    return things;
  }

 private:
  void look(const Json& value, const std::string& at, const std::string& thing,
            std::string_view member) {
    if (value.is_object()) {
      const bool is_thing = value.contains("id") || value.contains("field");
      for (const auto& [name, inner] : value.items()) {
        look(inner, pointer_child(at, name), is_thing ? at : thing,
             name == "zh-CN" || name == "en" ? member : std::string_view(name));
      }
    } else if (value.is_array()) {
      for (size_t i = 0; i < value.size(); ++i) {
        look(value[i], pointer_child(at, i), thing, member);
      }
    } else if (value.is_string()) {
      text(value.get_ref<const std::string&>(), at, thing, member);
    }
  }

  void text(const std::string& text, const std::string& at, const std::string& thing,
            std::string_view member) {
    const bool is_name = at == thing + "/id" || at.starts_with(thing + "/label");
    if (lower(text).find(query_) != std::string::npos) {
      found_.push_back({thing, at, is_name ? text : shown(text, at, member), is_name});
      return;
    }
    // A formula is looked for by the labels that people write it in, too.
    if (is_name || text.size() < 3 || !is_expression(document_, at, member)) return;
    std::string words = shown(text, at, member);
    if (lower(words).find(query_) == std::string::npos) return;
    found_.push_back({thing, at, std::move(words), false});
  }

  std::string shown(const std::string& text, const std::string& at, std::string_view member) const {
    if (!is_expression(document_, at, member)) return text;
    const Language language = locale_ == "zh-CN" ? Language::kChinese : Language::kEnglish;
    const wording::Names names = formula_names(document_, at, locale_);
    return formula_in_words(document_, at, text, names, language).value_or(text);
  }

  const Json& document_;
  const std::string query_;
  const std::string_view locale_;
  const size_t most_;
  std::vector<Found> found_;
};

}  // namespace

std::vector<Found> search_document(const Json& document, std::string_view query,
                                   std::string_view locale, size_t most) {
  if (query.find_first_not_of(" \t") == std::string_view::npos || !document.is_object()) return {};
  return DocumentSearch(document, query, locale, most).found();
}

std::vector<std::string> uses_of(const Json& document, const std::string& element) {
  const Result<Breakage> breakage = breakage_of(document, RemoveItem{element});
  std::vector<std::string> uses;
  if (!breakage) return uses;
  const std::string list = std::string(pointer_parent(element)) + "/";
  const size_t index = last_index(element);
  for (const Diagnostic& finding : breakage->findings) {
    std::string place = finding.place.pointer;
    // What stood behind the element has moved up in the document without it.
    if (place.starts_with(list)) {
      const size_t end = place.find('/', list.size());
      const size_t moved = last_index(place.substr(0, end));
      if (moved >= index) {
        place = list + std::to_string(moved + 1) +
                (end == std::string::npos ? std::string() : place.substr(end));
      }
    }
    if (std::find(uses.begin(), uses.end(), place) == uses.end()) uses.push_back(std::move(place));
  }
  return uses;
}

}  // namespace tollgate::designer
