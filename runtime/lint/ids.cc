#include "ids.h"

#include <algorithm>

#include "tollgate/base/json_pointer.h"
#include "tollgate/model/words.h"

namespace tollgate::lint {
namespace {

std::string text(std::string_view view) { return std::string(view); }

}  // namespace

LocalizedText quoted(std::string_view id, const model::Text& label) {
  const auto with_id = [&](std::string_view locale, const char* open, const char* close,
                           const char* before_id, const char* after_id) {
    const std::string& words = label.in(locale);
    if (words.empty() || words == id) return open + text(id) + close;
    return open + words + close + before_id + text(id) + after_id;
  };
  return {with_id("zh-CN", "“", "”", "（", "）"), with_id("en", "'", "'", " (", ")")};
}

LocalizedText named(const Kind& kind, const LocalizedText& quoted) {
  const LocalizedText words = model::thing_words(kind.code);
  return {words.zh + quoted.zh, words.en + " " + quoted.en};
}

void report_unknown(Findings& findings, const Kind& kind, const std::string& id,
                    const std::function<std::vector<std::string>()>& names,
                    const std::string& pointer, const LocalizedText& inside) {
  const LocalizedText missing = named(kind, quoted(std::string_view(id)));
  std::vector<std::string> nearest;
  if (!GuessLimit::is_reached()) nearest = nearest_names(id, names());
  findings.error("unknown_" + text(kind.code),
                 (inside.empty() ? "没有" : inside.zh + "没有") + missing.zh,
                 "there is no " + missing.en + (inside.empty() ? "" : " in " + inside.en), pointer,
                 std::move(nearest));
}

void report_unknown_field(Findings& findings, const model::Entity& entity, const std::string& field,
                          const std::string& pointer) {
  report_unknown(
      findings, kField, field, [&] { return ids_of(entity.fields); }, pointer,
      named(kEntity, quoted(entity)));
}

const model::Field* check_field(Findings& findings, const model::App& app,
                                const std::string& entity, const std::string& field,
                                const std::string& pointer) {
  const model::Entity* owner = app.find_entity(entity);
  if (owner == nullptr) return nullptr;
  const model::Field* found = owner->find_field(field);
  if (found == nullptr) report_unknown_field(findings, *owner, field, pointer);
  return found;
}

void check_fields(Findings& findings, const model::App& app, const std::string& entity,
                  const std::vector<std::string>& fields, const std::string& pointer) {
  for (size_t i = 0; i < fields.size(); ++i) {
    check_field(findings, app, entity, fields[i], pointer_child(pointer, i));
  }
}

bool is_record_member(std::string_view id) {
  return id == "id" || id == "status" || id == "created_at" || id == "updated_at" || id == "stage";
}

}  // namespace tollgate::lint
