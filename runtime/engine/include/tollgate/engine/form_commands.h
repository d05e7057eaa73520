// What people do with a form: open, type, save, leave.
//
//   Result<Session*> session = open_form(engine, {.form = "visit"}, caller);
//   Result<form::Changes> step = set_field(engine, **session, "customer", "customer-0042");
//   Result<FormSaved> saved = save_form(engine, **session, true);
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tollgate/engine/engine.h"

namespace tollgate::engine {

struct FormToOpen {
  std::string form;
  std::string record;  // "": a new one
  Json values;         // of a new record, as if typed; what may not be set is left out. null: none
};

// Refused: engine.unknown_form, engine.unknown_record, engine.other_entity, and what
// FormSession::set refuses, at /params/values.
Result<Session*> open_form(Engine& engine, const FormToOpen& what, const Caller& caller);

// Evidence and positions take what the runtime found in the blob and its capture, never what is
// claimed about them. Refused also with engine.no_blob.
Result<form::Changes> set_field(Engine& engine, Session& session, std::string_view path,
                                const Json& value);

struct FormSaved {
  bool saved = false;  // false: complete was asked for and refused; the draft was saved
  form::Changes changes;
  Outcome outcome;
};
// Refused: form.discarded.
Result<FormSaved> save_form(Engine& engine, Session& session, bool complete);

// The running score of the form's scorecard; nullopt when it has none.
std::optional<scorecard::Score> running_score(const Session& session);

}  // namespace tollgate::engine
