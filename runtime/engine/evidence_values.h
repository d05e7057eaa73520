// What photos, files and positions become before they are a record's: members that only the runtime
// may say (base/value_members.h, kCounted and kJudged) are taken from the stored file and from the
// capture it holds, never from whoever sends the value.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "tollgate/base/json.h"
#include "tollgate/base/result.h"
#include "tollgate/engine/engine.h"
#include "tollgate/engine/sessions.h"
#include "tollgate/model/field.h"

namespace tollgate::engine {

// Whether values of the field hold evidence or positions: the field's own, or those of its items.
bool is_judged(const model::Field& field);

// Begins what a session knows of captures: the nonce, who may take them, and what is judged already
// in the values it was opened with.
void begin_captures(Engine& engine, Session& session);

// A value that a form hands in for `path`. Refused with engine.no_blob.
Result<Json> judged_in_form(Engine& engine, Session& session, const model::Field& field,
                            std::string_view path, const Json& value);

// Looks once more for what other records hold that is like what this session captured, right before
// it is stored: they may have come in since it was taken.
void judge_again(Engine& engine, Session& session);

// A value that an import brings: its source is "imported" and it is never verified. Sample data may
// say "sample" and keeps what it claims, while `takes_samples` says so.
Result<Json> judged_in_import(Engine& engine, const model::Field& field, const Json& value,
                              const std::function<bool()>& takes_samples);

}  // namespace tollgate::engine
