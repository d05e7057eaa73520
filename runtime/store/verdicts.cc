#include "tollgate/store/verdicts.h"

#include "database.h"
#include "tables.h"
#include "tollgate/store/store.h"

namespace tollgate::store {
namespace {

MessageRow message_row(const Query& row) {
  return {row.integer(0),           row.integer(1),           row.integer(2),
          std::string(row.text(3)), std::string(row.text(4)), std::string(row.text(5)),
          row.integer(6) != 0};
}

constexpr std::string_view kSelectProblems =
    "SELECT op_number,at_ms,entity,record,diagnostic FROM problem ";

ProblemRow problem_row(const Query& row) {
  return {row.integer(0), row.integer(1), std::string(row.text(2)), std::string(row.text(3)),
          std::string(row.text(4))};
}

}  // namespace

void Store::put_score(const ScoreRow& score) {
  Query insert = db_->query(
      "INSERT OR REPLACE INTO score(entity,record,scorecard,total,possible,pool,explanation,"
      "app_version,op_number) VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9)");
  insert.bind(score.entity).bind(score.record).bind(score.scorecard);
  insert.bind(score.total).bind(score.possible);
  if (score.pool.empty()) {
    insert.bind_null();
  } else {
    insert.bind(score.pool);
  }
  insert.bind(score.explanation).bind(score.app_version).bind(score.op_number).run();
}

void Store::remove_scores(std::string_view entity, std::string_view record) {
  db_->query("DELETE FROM score WHERE entity=?1 AND record=?2").bind(entity).bind(record).run();
}

std::vector<ScoreRow> Store::scores(std::string_view entity, std::string_view record) {
  std::vector<ScoreRow> rows;
  Query row = db_->query(
      "SELECT scorecard,total,possible,pool,explanation,app_version,op_number FROM score"
      " WHERE entity=?1 AND record=?2 ORDER BY scorecard");
  row.bind(entity).bind(record);
  while (row.step()) {
    rows.push_back({std::string(entity), std::string(record), std::string(row.text(0)),
                    std::string(row.text(1)), std::string(row.text(2)), std::string(row.text(3)),
                    std::string(row.text(4)), row.integer(5), row.integer(6)});
  }
  return rows;
}

std::vector<ScoreRow> Store::totals(std::string_view entity, std::string_view record) {
  std::vector<ScoreRow> rows;
  Query row = db_->query(
      "SELECT scorecard,total,possible,pool FROM score WHERE entity=?1 AND record=?2"
      " ORDER BY scorecard");
  row.bind(entity).bind(record);
  while (row.step()) {
    ScoreRow& score = rows.emplace_back();
    score.entity = entity;
    score.record = record;
    score.scorecard = row.text(0);
    score.total = row.text(1);
    score.possible = row.text(2);
    score.pool = row.text(3);
  }
  return rows;
}

void Store::put_decision(const DecisionRow& d) {
  Query insert = db_->query(
      "INSERT OR REPLACE INTO decision(op_number,entity,record,workflow,from_stage,to_stage,"
      "allowed,explanation,app_version) VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9)");
  insert.bind(d.op_number).bind(d.entity).bind(d.record).bind(d.workflow).bind(d.from).bind(d.to);
  insert.bind(int64_t{d.allowed}).bind(d.explanation).bind(d.app_version).run();
}

std::vector<DecisionRow> Store::decisions(std::string_view entity, std::string_view record) {
  std::vector<DecisionRow> rows;
  Query row = db_->query(
      "SELECT op_number,workflow,from_stage,to_stage,allowed,explanation,app_version FROM decision"
      " WHERE entity=?1 AND record=?2 ORDER BY op_number DESC");
  row.bind(entity).bind(record);
  while (row.step()) {
    rows.push_back({row.integer(0), std::string(entity), std::string(record),
                    std::string(row.text(1)), std::string(row.text(2)), std::string(row.text(3)),
                    row.integer(4) != 0, std::string(row.text(5)), row.integer(6)});
  }
  return rows;
}

void Store::add_message(const MessageRow& m) {
  Query insert = db_->query(
      "INSERT INTO outbox(op_number,at_ms,entity,record,effect,delivered)"
      " VALUES(?1,?2,?3,?4,?5,?6)");
  insert.bind(m.op_number).bind(m.at_ms).bind(m.entity).bind(m.record).bind(m.effect);
  insert.bind(int64_t{m.delivered}).run();
}

std::vector<MessageRow> Store::messages(int64_t limit) {
  std::vector<MessageRow> rows;
  Query row = db_->query(
      "SELECT number,op_number,at_ms,entity,record,effect,delivered FROM outbox"
      " WHERE delivered=0 ORDER BY number DESC LIMIT ?1");
  row.bind(limit);
  while (row.step()) rows.push_back(message_row(row));
  return rows;
}

std::vector<int64_t> Store::ops_with_messages(int64_t after, int64_t limit) {
  std::vector<int64_t> ops;
  Query row = db_->query(
      "SELECT DISTINCT op_number FROM outbox WHERE delivered=0 AND op_number>?1"
      " ORDER BY op_number LIMIT ?2");
  row.bind(after).bind(limit);
  while (row.step()) ops.push_back(row.integer(0));
  return ops;
}

std::vector<MessageRow> Store::messages_of_op(int64_t op_number) {
  std::vector<MessageRow> rows;
  Query row = db_->query(
      "SELECT number,op_number,at_ms,entity,record,effect,delivered FROM outbox"
      " WHERE op_number=?1 ORDER BY number");
  row.bind(op_number);
  while (row.step()) rows.push_back(message_row(row));
  return rows;
}

void Store::mark_delivered(int64_t op_number, int64_t ordinal) {
  Query update = db_->query(
      "UPDATE outbox SET delivered=1 WHERE number="
      "(SELECT number FROM outbox WHERE op_number=?1 ORDER BY number LIMIT 1 OFFSET ?2)");
  update.bind(op_number).bind(ordinal).run();
}

std::vector<MessageRow> Store::messages_of(std::string_view entity, std::string_view record,
                                           int64_t limit) {
  std::vector<MessageRow> rows;
  Query row = db_->query(
      "SELECT number,op_number,at_ms,entity,record,effect,delivered FROM outbox"
      " WHERE entity=?1 AND record=?2 ORDER BY number DESC LIMIT ?3");
  row.bind(entity).bind(record).bind(limit);
  while (row.step()) rows.push_back(message_row(row));
  return rows;
}

int64_t Store::message_count() {
  Query row = db_->query("SELECT count(*) FROM outbox WHERE delivered=0");
  return row.step() ? row.integer(0) : 0;
}

void Store::add_problem(const ProblemRow& p) {
  const std::string after = setting(kProblemsAfter);
  if (!after.empty() && p.op_number <= std::strtoll(after.c_str(), nullptr, 10)) return;
  db_->query("INSERT INTO problem(op_number,at_ms,entity,record,diagnostic) VALUES(?1,?2,?3,?4,?5)")
      .bind(p.op_number)
      .bind(p.at_ms)
      .bind(p.entity)
      .bind(p.record)
      .bind(p.diagnostic)
      .run();
}

std::vector<ProblemRow> Store::problems(int64_t limit) {
  std::vector<ProblemRow> rows;
  Query row = db_->query(std::string(kSelectProblems) + "ORDER BY number DESC LIMIT ?1");
  row.bind(limit);
  while (row.step()) rows.push_back(problem_row(row));
  return rows;
}

std::vector<ProblemRow> Store::problems_of(std::string_view entity, std::string_view record,
                                           int64_t limit) {
  std::vector<ProblemRow> rows;
  Query row = db_->query(std::string(kSelectProblems) +
                         "WHERE entity=?1 AND record=?2 ORDER BY number DESC LIMIT ?3");
  row.bind(entity).bind(record).bind(limit);
  while (row.step()) rows.push_back(problem_row(row));
  return rows;
}

}  // namespace tollgate::store
