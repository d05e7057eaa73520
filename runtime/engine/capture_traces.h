// What photos and fixes of other records say about one: the same place to the last digit time and
// again, a speed nobody travels at, almost the same picture.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tollgate/base/json.h"
#include "tollgate/model/app.h"
#include "tollgate/ops/record_state.h"
#include "tollgate/store/store.h"

namespace tollgate::engine {

// Of a value of the field with `captured_by`, or of a photo with a hash; nullopt for others.
// Pictures that are papers are not compared: two forms filled in look alike.
std::optional<store::TraceRow> trace_of(const model::Field& field, const Json& value,
                                        const model::App& app);

// Of all values of a record, for the store.
std::vector<store::TraceRow> traces_of(const ops::RecordState& state, const model::App& app);

// Codes of schemas/app/evidence_findings.json.
std::vector<std::string> findings_beside(store::Store& store, const store::TraceRow& trace);

}  // namespace tollgate::engine
