#include "acts.h"

namespace tollgate::accounts {
namespace {

constexpr const char* kActTables[] = {
    "CREATE TABLE IF NOT EXISTS act(number INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, "
    "account TEXT NOT NULL, name TEXT NOT NULL, act TEXT NOT NULL, target TEXT NOT NULL, note TEXT "
    "NOT NULL) STRICT",
    "CREATE TRIGGER IF NOT EXISTS act_stays BEFORE UPDATE ON act BEGIN SELECT RAISE(ABORT, 'acts "
    "are never changed'); END",
    "CREATE TRIGGER IF NOT EXISTS act_remains BEFORE DELETE ON act BEGIN SELECT RAISE(ABORT, 'acts "
    "are never removed'); END",
};

}  // namespace

void Acts::prepare() {
  for (const char* sql : kActTables) db_.run(sql);
}

Status Acts::append(const Act& act) {
  db_.query("INSERT INTO act(at, account, name, act, target, note) VALUES(?1, ?2, ?3, ?4, ?5, ?6)")
      .bind(act.at)
      .bind(act.account)
      .bind(act.name)
      .bind(act.act)
      .bind(act.target)
      .bind(act.note)
      .run();
  return db_.saved();
}

Result<std::vector<Act>> Acts::read(int64_t before, int64_t limit) {
  std::vector<Act> acts;
  {
    auto row = db_.query(
        "SELECT number, at, account, name, act, target, note FROM act WHERE ?1 = 0 OR number < ?1 "
        "ORDER BY number DESC LIMIT ?2");
    row.bind(before).bind(limit);
    while (row.step()) {
      Act act;
      act.number = row.integer(0);
      act.at = row.integer(1);
      act.account = row.text(2);
      act.name = row.text(3);
      act.act = row.text(4);
      act.target = row.text(5);
      act.note = row.text(6);
      acts.push_back(std::move(act));
    }
  }
  if (auto error = db_.take_error()) return *error;
  return acts;
}

}  // namespace tollgate::accounts
