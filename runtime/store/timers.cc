#include "tollgate/store/timers.h"

#include "database.h"
#include "tables.h"
#include "tollgate/store/store.h"

namespace tollgate::store {
namespace {

TimerRow timer_row(const Query& row) {
  return {std::string(row.text(0)), std::string(row.text(1)), std::string(row.text(2)),
          row.integer(3), row.integer(4) == 1};
}

// What `done` says of a row: whether its time came and was seen to; or, of one that was seen to
// ahead of its automation's step, whether it is a time or says that there is none.
constexpr int64_t kMarked = 2;
constexpr int64_t kMarkedNone = 3;

TimerStep timer_step_of(const Query& row) {
  return {.automation = std::string(row.text(0)),
          .entity = std::string(row.text(1)),
          .at_ms = row.integer(2),
          .removes = row.integer(3) != 0,
          .fills = row.integer(4) != 0,
          .changed = row.integer(5) != 0,
          .after = std::string(row.text(6))};
}

constexpr std::string_view kSelectSteps =
    "SELECT automation,entity,at_ms,removes,fills,changed,after FROM timer_step ";
constexpr std::string_view kNoStep = "automation NOT IN (SELECT automation FROM timer_step) ";

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
  Query row =
      db_->query(std::string(kSelectTimers) + "WHERE automation=?1 AND record=?2 AND done<" +
                 std::to_string(kMarkedNone));
  row.bind(automation).bind(record);
  if (!row.step()) return std::nullopt;
  return timer_row(row);
}

std::optional<TimerRow> Store::next_timer() {
  Query row = db_->query(std::string(kSelectTimers) + "WHERE done=0 AND " + std::string(kNoStep) +
                         "ORDER BY due_ms,automation,record LIMIT 1");
  if (!row.step()) return std::nullopt;
  return timer_row(row);
}

std::vector<TimerRow> Store::timers_due(int64_t until_ms, int64_t limit) {
  std::vector<TimerRow> rows;
  Query row = db_->query(std::string(kSelectTimers) + "WHERE done=0 AND due_ms<=?1 AND " +
                         std::string(kNoStep) + "ORDER BY due_ms,automation,record LIMIT ?2");
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

void Store::remove_all_timers() {
  db_->query("DELETE FROM timer").run();
  db_->query("DELETE FROM timer_step").run();
}

void Store::put_timer_step(const TimerStep& step) {
  db_->query(
         "INSERT OR REPLACE INTO timer_step(automation,entity,at_ms,removes,fills,changed,after)"
         " VALUES(?1,?2,?3,?4,?5,?6,?7)")
      .bind(step.automation)
      .bind(step.entity)
      .bind(step.at_ms)
      .bind(int64_t{step.removes})
      .bind(int64_t{step.fills})
      .bind(int64_t{step.changed})
      .bind(step.after)
      .run();
}

std::optional<TimerStep> Store::timer_step(std::string_view automation) {
  Query row = db_->query(std::string(kSelectSteps) + "WHERE automation=?1");
  row.bind(automation);
  if (!row.step()) return std::nullopt;
  return timer_step_of(row);
}

std::optional<TimerStep> Store::next_timer_step() {
  Query row = db_->query(std::string(kSelectSteps) + "ORDER BY automation LIMIT 1");
  if (!row.step()) return std::nullopt;
  return timer_step_of(row);
}

void Store::remove_timer_step(std::string_view automation) {
  db_->query("DELETE FROM timer_step WHERE automation=?1").bind(automation).run();
}

bool Store::remove_some_timers(std::string_view automation) {
  constexpr std::string_view kSome =
      "SELECT record FROM timer WHERE automation=?1 AND record<>'' AND done<2 LIMIT 200";
  db_->query("DELETE FROM timer WHERE automation=?1 AND record IN (" + std::string(kSome) + ")")
      .bind(automation)
      .run();
  Query row = db_->query(kSome);
  row.bind(automation);
  return row.step();
}

void Store::mark_timer(std::string_view automation, std::string_view entity,
                       std::string_view record) {
  db_->query("UPDATE timer SET done=?3 WHERE automation=?1 AND record=?2 AND done=0")
      .bind(automation)
      .bind(record)
      .bind(kMarked)
      .run();
  db_->query(
         "INSERT OR IGNORE INTO timer(automation,record,entity,due_ms,done)"
         " VALUES(?1,?2,?3,0,?4)")
      .bind(automation)
      .bind(record)
      .bind(entity)
      .bind(kMarkedNone)
      .run();
}

bool Store::take_timer_mark(std::string_view automation, std::string_view record) {
  int64_t done = 0;
  {
    Query row = db_->query("SELECT done FROM timer WHERE automation=?1 AND record=?2");
    row.bind(automation).bind(record);
    if (row.step()) done = row.integer(0);
  }
  if (done < kMarked) return false;
  const char* sql = done == kMarkedNone
                        ? "DELETE FROM timer WHERE automation=?1 AND record=?2"
                        : "UPDATE timer SET done=0 WHERE automation=?1 AND record=?2";
  db_->query(sql).bind(automation).bind(record).run();
  return true;
}

}  // namespace tollgate::store
