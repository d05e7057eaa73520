// A cell of a table as a value on the wire, as JSON lines have it: options by id or label, yes and
// no in words, lists and places as JSON. Numbers and times stay texts: the field's own reader reads
// them as people type them.
#pragma once

#include <string>
#include <string_view>

#include "tollgate/base/json.h"
#include "tollgate/base/result.h"
#include "tollgate/model/field.h"

namespace tollgate::engine {

std::string trimmed(std::string_view text);

// Of any field but a reference; the cell is not blank. What is no value of a field that people type
// into stays as it is. Refused: import.bad_cell.
Result<Json> value_of_cell(const model::Field& field, const std::string& cell);

}  // namespace tollgate::engine
