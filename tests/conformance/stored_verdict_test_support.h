// Plays a case of answers against an engine that stores everything, as a person would: opens the
// form, fills it, saves, and moves the record on.
#pragma once

#include <memory>

#include "tollgate/base/json.h"
#include "tollgate/model/app.h"

namespace tollgate::conformance {

// The parts of a verdict (docs/judge.md) that follow from what is stored. `answers` are well made.
Json stored_verdict(const model::App& app, const Json& answers);

// The same parts of a verdict of the judge.
Json stored_parts(const Json& verdict);

}  // namespace tollgate::conformance
