// Answers that nobody thought of: records of an app's forms with random values, saved and moved on.
#pragma once

#include "tollgate/base/json.h"
#include "tollgate/base/random.h"
#include "tollgate/model/app.h"

namespace tollgate::conformance {

// `shared`: what the cases of a file share; its records are referred to. The same random numbers
// give the same answers.
Json random_answers(const model::App& app, const Json& shared, Random& random);

}  // namespace tollgate::conformance
