#include "present.h"
#include "tollgate/query/present.h"

namespace tollgate::api {

messages::Changes present(const form::Changes& changes) {
  messages::Changes out;
  for (const form::FieldChange& c : changes.fields) {
    messages::FieldState state;
    state.path = c.path;
    state.value = c.value;
    state.text = c.text;
    state.visible = c.visible;
    state.required = c.required;
    state.read_only = c.read_only;
    state.prefilled = c.prefilled;
    if (c.item_count) state.item_count = int64_t(*c.item_count);
    state.diagnostics = c.diagnostics;
    out.fields.push_back(std::move(state));
  }
  if (!changes.sections.empty()) {
    out.sections.emplace();
    for (const form::SectionChange& s : changes.sections) {
      out.sections->push_back({.id = s.id, .visible = s.visible});
    }
  }
  out.complete = changes.complete;
  return out;
}

messages::Changes present(const Call& call, engine::Session& session,
                          const form::Changes& changes) {
  messages::Changes out = present(changes);
  std::optional<scorecard::Score> score = engine::running_score(session);
  if (!score) return out;
  messages::Score shown = query::present(*score, call.texts());
  std::string text = write_json(messages::to_json(shown));
  if (text == session.score_sent) return out;
  session.score_sent = std::move(text);
  out.score = std::move(shown);
  return out;
}

}  // namespace tollgate::api
