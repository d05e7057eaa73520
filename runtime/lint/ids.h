// References by id: one way to say that an id names nothing.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "findings.h"
#include "tollgate/model/app.h"

namespace tollgate::lint {

// A kind of thing that ids name; `code` ends the finding's code, and people read its words
// (tollgate/model/words.h).
struct Kind {
  std::string_view code;
};

inline constexpr Kind kRole{"role"};
inline constexpr Kind kEntity{"entity"};
inline constexpr Kind kField{"field"};
inline constexpr Kind kOption{"option"};
inline constexpr Kind kForm{"form"};
inline constexpr Kind kScorecard{"scorecard"};
inline constexpr Kind kPool{"pool"};
inline constexpr Kind kWorkflow{"workflow"};
inline constexpr Kind kStage{"stage"};
inline constexpr Kind kView{"view"};
inline constexpr Kind kMetric{"metric"};
inline constexpr Kind kDashboard{"dashboard"};
inline constexpr Kind kQuickFilter{"quick_filter"};

template <typename T>
std::vector<std::string> ids_of(const std::vector<T>& items) {
  std::vector<std::string> ids;
  for (const T& item : items) ids.push_back(item.id);
  return ids;
}

inline const std::string& id_text(const std::string& id) { return id; }
template <typename T>
const std::string& id_text(const T& item) {
  return item.id;
}

// lint.unknown_<kind>, with the nearest of what names() gives: it is asked where somebody looks.
void report_unknown(Findings& findings, const Kind& kind, const std::string& id,
                    const std::function<std::vector<std::string>()>& names,
                    const std::string& pointer, const LocalizedText& inside);

// lint.unknown_<kind> unless one of `known`, ids or things that have one, is it. `inside` says
// where was looked, as named() does. Of lists that are long somebody else knows sooner.
template <typename T>
bool check_id(Findings& findings, const Kind& kind, const std::string& id,
              const std::vector<T>& known, const std::string& pointer,
              const LocalizedText& inside = {}) {
  for (const T& item : known) {
    if (id_text(item) == id) return true;
  }
  report_unknown(
      findings, kind, id,
      [&] {
        std::vector<std::string> names;
        for (const T& item : known) names.push_back(id_text(item));
        return names;
      },
      pointer, inside);
  return false;
}

// Of a field that the entity does not have.
void report_unknown_field(Findings& findings, const model::Entity& entity, const std::string& field,
                          const std::string& pointer);

// A field of the entity; nullptr after the finding. A missing entity is somebody else's finding:
// then nothing is reported here.
const model::Field* check_field(Findings& findings, const model::App& app,
                                const std::string& entity, const std::string& field,
                                const std::string& pointer);

// Each of the fields at pointer/0, pointer/1, …
void check_fields(Findings& findings, const model::App& app, const std::string& entity,
                  const std::vector<std::string>& fields, const std::string& pointer);

// How messages call what an id names: people know it by its label, those who write the document by
// its id. “城市”（city）, 'City' (city); the id alone where there is no label.
LocalizedText quoted(std::string_view id, const model::Text& label = {});

template <typename T>
LocalizedText quoted(const T& thing) {
  if constexpr (requires { thing.label.by_locale; }) {
    return quoted(thing.id, thing.label);
  } else if constexpr (requires { thing.label.text; }) {
    return quoted(thing.id, thing.label.text);
  } else {
    return quoted(std::string_view(thing.id));
  }
}

// The one of the things that has the id; without a label when none has it.
template <typename T>
LocalizedText quoted_in(const std::vector<T>& things, std::string_view id) {
  for (const T& thing : things) {
    if (thing.id == id) return quoted(thing);
  }
  return quoted(id);
}

// "entity 'Visit' (visit)" in both languages.
LocalizedText named(const Kind& kind, const LocalizedText& quoted);

// What a record has beside its fields, and lists may be sorted by.
bool is_record_member(std::string_view id);

}  // namespace tollgate::lint
