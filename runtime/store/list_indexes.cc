#include "tollgate/store/list_indexes.h"

#include <algorithm>
#include <map>

#include "database.h"
#include "record_table.h"
#include "tollgate/store/store.h"

namespace tollgate::store {
namespace {

// Each costs a save some microseconds and a record some dozen bytes.
constexpr size_t kMaxOfEntity = 12;

constexpr std::string_view kPrefix = "v_";

// The name says all of it: what stands under the name is the index that is wanted.
std::string name_of_index(const ListIndex& index) {
  std::string name = std::string(kPrefix) + index.entity;
  for (const SortBy& by : index.by) name += "." + by.field + (by.descending ? "-" : "+");
  return name;
}

class Wanted {
 public:
  explicit Wanted(const model::App& app) : app_(app) {}

  void add(const std::string& entity, std::vector<SortBy> by) {
    const model::Entity* model = app_.find_entity(entity);
    if (model == nullptr) return;
    const auto of_entity =
        std::count_if(indexes_.begin(), indexes_.end(),
                      [&](const ListIndex& index) { return index.entity == entity; });
    if (static_cast<size_t>(of_entity) >= kMaxOfEntity) return;
    for (const SortBy& key : by) {
      const bool is_own = key.field == "title" || key.field == "created_at" ||
                          key.field == "updated_at" || key.field == "status" || key.field == "id";
      if (!model->find_field(key.field) && !is_own) return;
    }
    ListIndex index{entity, std::move(by)};
    if (std::find(indexes_.begin(), indexes_.end(), index) == indexes_.end()) {
      indexes_.push_back(std::move(index));
    }
  }

  std::vector<ListIndex> take() { return std::move(indexes_); }

 private:
  const model::App& app_;
  std::vector<ListIndex> indexes_;
};

}  // namespace

std::vector<ListIndex> list_indexes_of(const model::App& app) {
  Wanted wanted(app);
  for (const model::Entity& entity : app.entities) wanted.add(entity.id, {});
  for (const model::View& view : app.views) {
    const model::Entity* entity = app.find_entity(view.entity);
    if (entity == nullptr) continue;
    const model::Workflow* workflow = app.workflow_of(view.entity);
    std::vector<SortBy> by;
    if (view.mine && !entity->owner.empty()) by.push_back({entity->owner, false});
    for (const model::SortKey& key : view.sort) {
      const bool is_stage =
          key.field == "stage" && workflow != nullptr && !entity->find_field("stage");
      by.push_back({is_stage ? workflow->stage_field : key.field, key.descending});
    }
    wanted.add(view.entity, std::move(by));
  }
  for (const model::Workflow& workflow : app.workflows) {
    wanted.add(workflow.entity, {{workflow.stage_field, false}});
  }
  // What references may be set to is offered by title.
  for (const model::Entity& entity : app.entities) {
    for (const model::Field& field : entity.fields) {
      if (model::is_reference(field.type)) wanted.add(field.entity, {{"title", false}});
    }
  }
  for (const model::Entity& entity : app.entities) {
    if (!entity.owner.empty()) wanted.add(entity.id, {{entity.owner, false}});
  }
  return wanted.take();
}

void create_list_index(Database& db, const TableSpec& table, std::string_view name,
                       const ListIndex& index) {
  // A list of the newest first is read backwards: what comes in the order of its time stands at the
  // index's end, where SQLite fills pages up; at its beginning it would leave each half empty.
  const bool backwards = index.by.empty() || index.by.front().descending;
  const auto key = [&](const std::string& column, bool descending) {
    return column + (descending != backwards ? " DESC," : ",");
  };
  std::string columns;
  for (const SortBy& by : index.by) {
    const std::string column = sorted_column(table, by.field);
    if (column.empty()) return;
    columns += key(column, by.descending);
  }
  columns += key("updated_ms", true) + key("id", false) + "status";
  db.run("CREATE INDEX " + quoted_name(free_name(db, name_of_index(index))) + " ON " +
         quoted_name(name) + "(" + columns + ") WHERE status<2");
}

void Store::set_list_indexes(const std::vector<ListIndex>& wanted) {
  want_list_indexes(wanted);
  while (make_list_index()) {
  }
}

void Store::want_list_indexes(const std::vector<ListIndex>& wanted) {
  list_indexes_ = wanted;
  missing_indexes_.clear();
  std::map<std::string, std::string, std::less<>> there;  // names without and with their number
  {
    Query row = db_->query(
        "SELECT name FROM sqlite_schema WHERE type='index' AND name GLOB 'v_*'"
        " AND tbl_name GLOB 'e_*'");
    while (row.step()) {
      const std::string_view name = row.text(0);
      there.emplace(name.substr(0, name.find('~')), name);
    }
  }
  for (const ListIndex& index : wanted) {
    if (layout_.find(index.entity) == nullptr) continue;
    if (there.erase(name_of_index(index)) == 0) missing_indexes_.push_back(index);
  }
  for (const auto& [plain, name] : there) db_->run("DROP INDEX " + quoted_name(name));
}

bool Store::make_list_index() {
  if (missing_indexes_.empty() || failed()) return false;
  const ListIndex index = std::move(missing_indexes_.front());
  missing_indexes_.erase(missing_indexes_.begin());
  const TableSpec* table = layout_.find(index.entity);
  if (table == nullptr) return true;
  create_list_index(*db_, *table, "e_" + index.entity, index);
  return true;
}

}  // namespace tollgate::store
