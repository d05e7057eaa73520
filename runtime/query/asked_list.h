// A list as somebody asks for it: the records, their order and the columns, as far as the viewer
// may see them.
#pragma once

#include <vector>

#include "context.h"
#include "tollgate/store/record_query.h"

namespace tollgate::query {

struct AskedList {
  const model::Entity* entity = nullptr;
  const model::View* view = nullptr;   // null: the entity itself was asked for
  store::RecordQuery query;            // without place, offset and limit
  std::vector<model::Column> columns;  // none: those of the view
};

// Refused: api.unknown_view, api.unknown_entity, what ListFields and searched_text() refuse.
Result<AskedList> asked_list(const Context& context, const messages::RecordListRequest& request);

// As people read it.
const std::string& label_of(const Context& context, const AskedList& list);

}  // namespace tollgate::query
