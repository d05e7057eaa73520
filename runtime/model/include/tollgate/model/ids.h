// Stable ids: snake_case names that stay when labels change.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace tollgate::model {

// ^[a-z][a-z0-9_]{0,63}$
bool is_valid_id(std::string_view id);

// Names that expressions use for something else (now, today, user, record, score, item, value, …):
// no field or metric may have them.
bool is_reserved_name(std::string_view id);
const std::vector<std::string>& reserved_names();

// A valid id that is not reserved and for which taken() is false. Latin letters and digits of
// the label are kept ("Visit date" gives visit_date); a label without any gives `stem` and a
// number ("field_2").
std::string suggest_id(std::string_view label, std::string_view stem,
                       const std::function<bool(std::string_view)>& taken);
std::string suggest_id(std::string_view label, std::string_view stem,
                       const std::vector<std::string>& taken);

}  // namespace tollgate::model
