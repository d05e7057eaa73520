#include "database.h"
#include "record_table.h"
#include "tollgate/store/referrer_step.h"
#include "tollgate/store/store.h"

namespace tollgate::store {

bool Store::has_referrers(std::string_view entity, std::string_view field, std::string_view target,
                          int64_t count) {
  const TableSpec* table = layout_.find(entity);
  if (!table) return false;
  Query row = db_->query("SELECT 1 FROM " + table_name(entity) + " WHERE " +
                         sorted_column(*table, field) + "=?1 LIMIT 1 OFFSET ?2");
  row.bind(target).bind(count - 1);
  return row.step();
}

std::vector<std::string> Store::next_referrers(ReferrerStep& step, int64_t limit) {
  std::vector<std::string> ids;
  const TableSpec* table = layout_.find(step.entity);
  if (!table) return ids;
  Query row = db_->query("SELECT id,rowid FROM " + table_name(step.entity) + " WHERE " +
                         sorted_column(*table, step.field) +
                         "=?1 AND rowid>?2 AND status<2 ORDER BY rowid LIMIT ?3");
  row.bind(step.target).bind(step.after).bind(limit);
  while (row.step()) {
    ids.emplace_back(row.text(0));
    step.after = row.integer(1);
  }
  return ids;
}

void Store::add_referrer_step(const ReferrerStep& step) {
  // The later one sees to all that the earlier one would, unless it looks at less.
  db_->query("DELETE FROM referrer_step WHERE entity=?1 AND field=?2 AND target=?3 AND reads<=?4")
      .bind(step.entity)
      .bind(step.field)
      .bind(step.target)
      .bind(int64_t{step.reads})
      .run();
  db_->query(
         "INSERT INTO referrer_step(op_number,at_us,user,entity,field,target,reads,after)"
         " VALUES(?1,?2,?3,?4,?5,?6,?7,?8)")
      .bind(step.op_number)
      .bind(step.at_us)
      .bind(step.user)
      .bind(step.entity)
      .bind(step.field)
      .bind(step.target)
      .bind(int64_t{step.reads})
      .bind(step.after)
      .run();
}

std::optional<ReferrerStep> Store::next_referrer_step() {
  Query row = db_->query(
      "SELECT number,op_number,at_us,user,entity,field,target,reads,after FROM referrer_step"
      " ORDER BY number LIMIT 1");
  if (!row.step()) return std::nullopt;
  return ReferrerStep{.number = row.integer(0),
                      .op_number = row.integer(1),
                      .at_us = row.integer(2),
                      .user = std::string(row.text(3)),
                      .entity = std::string(row.text(4)),
                      .field = std::string(row.text(5)),
                      .target = std::string(row.text(6)),
                      .reads = row.integer(7) != 0,
                      .after = row.integer(8)};
}

std::optional<int64_t> Store::first_op_of_referrer_steps() {
  Query row = db_->query("SELECT min(op_number) FROM referrer_step");
  if (!row.step() || row.is_null(0)) return std::nullopt;
  return row.integer(0);
}

void Store::go_on_with_referrer_step(const ReferrerStep& step) {
  db_->query("UPDATE referrer_step SET after=?2 WHERE number=?1")
      .bind(step.number)
      .bind(step.after)
      .run();
}

void Store::remove_referrer_step(int64_t number) {
  db_->query("DELETE FROM referrer_step WHERE number=?1").bind(number).run();
}

}  // namespace tollgate::store
