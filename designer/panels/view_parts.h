// The parts of a list's editor (view_editor.cc), one a file: how its records are shown first, the
// table with its columns, in which order its rows stand, and where its search looks. `view` is the
// pointer to the view; `fields` are what its rows know: the fields of their entity and, behind
// references, those of others.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "panels.h"
#include "tollgate/designer/document/condition_fields.h"

namespace tollgate::designer {

// view_table.cc: real rows, whose columns are added, ordered and taken away on it.
void view_table(DesignSession& session, const std::string& view,
                const std::vector<ConditionField>& fields);

// view_kind_card.cc: a card with how the view's records are shown first, and by which fields.
void view_kind_card(DesignSession& session, const std::string& view,
                    const std::vector<ConditionField>& fields);

// view_order.cc: the keys by which rows are sorted.
void view_order(DesignSession& session, const std::string& view,
                const std::vector<ConditionField>& fields);
// The key that sorts by a field's path; nullptr: none does.
const Json* view_sort_key(const DesignSession& session, const std::string& view,
                          std::string_view path);
// Puts these keys in place of the present ones; the selection stays.
void set_view_sort(DesignSession& session, const std::string& view, Json keys);

// view_search.cc: the text fields in which the list's search looks, each a switch.
void view_search(DesignSession& session, const std::string& view,
                 const std::vector<ConditionField>& fields);

}  // namespace tollgate::designer
