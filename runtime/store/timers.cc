#include "tollgate/store/timers.h"

#include "database.h"
#include "tables.h"
#include "tollgate/store/store.h"

namespace tollgate::store {
namespace {

TimerRow timer_row(const Query& row) {
  return {std::string(row.text(0)), std::string(row.text(1)), std::string(row.text(2)),
          row.integer(3), row.integer(4) != 0};
}

constexpr std::string_view kSelectTimers =
    "SELECT automation,record,entity,due_ms,done FROM timer ";

}  // namespace

void Store::put_timer(const TimerRow& timer) {
  db_->query(
         "INSERT OR REPLACE INTO timer(automation,record,entity,due_ms,done)"
         " VALUES(?1,?2,?3,?4,?5)")
      .bind(timer.automation)
      .bind(timer.record)
      .bind(timer.entity)
      .bind(timer.due_ms)
      .bind(int64_t{timer.done})
      .run();
}

std::optional<TimerRow> Store::timer(std::string_view automation, std::string_view record) {
  Query row = db_->query(std::string(kSelectTimers) + "WHERE automation=?1 AND record=?2");
  row.bind(automation).bind(record);
  if (!row.step()) return std::nullopt;
  return timer_row(row);
}

std::optional<TimerRow> Store::next_timer() {
  Query row = db_->query(std::string(kSelectTimers) +
                         "WHERE done=0 ORDER BY due_ms,automation,record LIMIT 1");
  if (!row.step()) return std::nullopt;
  return timer_row(row);
}

std::vector<TimerRow> Store::timers_due(int64_t until_ms, int64_t limit) {
  std::vector<TimerRow> rows;
  Query row = db_->query(std::string(kSelectTimers) +
                         "WHERE done=0 AND due_ms<=?1 ORDER BY due_ms,automation,record LIMIT ?2");
  row.bind(until_ms).bind(limit);
  while (row.step()) rows.push_back(timer_row(row));
  return rows;
}

void Store::remove_timer(std::string_view automation, std::string_view record) {
  db_->query("DELETE FROM timer WHERE automation=?1 AND record=?2")
      .bind(automation)
      .bind(record)
      .run();
}

void Store::remove_timers_of(std::string_view entity, std::string_view record) {
  db_->query("DELETE FROM timer WHERE entity=?1 AND record=?2").bind(entity).bind(record).run();
}

void Store::remove_timers(std::string_view automation) {
  db_->query("DELETE FROM timer WHERE automation=?1").bind(automation).run();
}

void Store::remove_record_timers(std::string_view automation) {
  db_->query("DELETE FROM timer WHERE automation=?1 AND record<>''").bind(automation).run();
}

void Store::remove_all_timers() { db_->query("DELETE FROM timer").run(); }

}  // namespace tollgate::store
