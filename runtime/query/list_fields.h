// What a list may show, be narrowed by and be sorted by: the fields of its entity that the viewer
// sees. What a request asks of that, as a query; anything else it names is unknown.
//
//   std::vector<messages::ListField> offered = ListFields(context, visit, &view).offered();
//   Status narrowed = ListFields(context, visit, &view).narrow(request.filters, query);
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "context.h"
#include "tollgate/store/record_query.h"

namespace tollgate::query {

// As a column: where the view says that a record stands.
inline constexpr std::string_view kLocationColumn = "@location";

class ListFields {
 public:
  // `view` may be null. The context, entity and view must outlive it.
  ListFields(const Context& context, const model::Entity& entity, const model::View* view)
      : context_(context), entity_(entity), view_(view) {}

  // The view's columns in their order, then the other fields.
  std::vector<messages::ListField> offered() const;
  // Refused: api.unknown_field, query.filter_wrong.
  Status narrow(const std::vector<messages::RowFilter>& filters, store::RecordQuery& query) const;
  // Refused: api.unknown_field for what is no order for the viewer, query.sort_too_long.
  Status sort(const std::vector<messages::RowSort>& keys, store::RecordQuery& query) const;
  // What record.groups takes; nullptr for anything else, and for what the viewer may not see.
  const model::Field* groupable(const std::string& id) const;
  const model::Field* summable(const std::string& id) const;
  std::vector<std::string> groupable_ids() const;
  std::vector<std::string> summable_ids() const;
  // Those of the view and the entity that are named; what there is no more is left out.
  std::vector<model::Column> columns(const std::vector<std::string>& ids) const;

 private:
  messages::ListField offer(const model::Field& field) const;
  const model::Field* seen_field(const std::string& id) const;
  Result<store::FieldTest> test_of(const messages::RowFilter& filter,
                                   const std::string& pointer) const;
  Result<store::FieldTest> range_of(const model::Field& field, const messages::RowFilter& filter,
                                    const std::string& pointer) const;
  store::FieldTest days_of(const model::Field& field, std::optional<int64_t> first,
                           std::optional<int64_t> last) const;
  std::optional<store::SortBy> sort_key(const messages::RowSort& key) const;

  const Context& context_;
  const model::Entity& entity_;
  const model::View* view_;
};

}  // namespace tollgate::query
