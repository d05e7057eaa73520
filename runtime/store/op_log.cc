#include <algorithm>

#include "database.h"
#include "tollgate/base/json.h"
#include "tollgate/store/store.h"

namespace tollgate::store {
namespace {

std::string_view bytes_of(const Sha256Digest& digest) {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

Sha256Digest digest_of(std::string_view bytes) {
  Sha256Digest digest = {};
  if (bytes.size() == digest.size()) std::copy(bytes.begin(), bytes.end(), digest.begin());
  return digest;
}

constexpr std::string_view kSelectOps = "SELECT number,kind,entity,record,hash,bytes FROM op ";

StoredOp stored_op(const Query& row) {
  return {row.integer(0),           std::string(row.text(1)), std::string(row.text(2)),
          std::string(row.text(3)), digest_of(row.text(4)),   std::string(row.text(5))};
}

// Columns by which ops are found: null where the op is about no record.
void bind_columns(Query& query, const ops::Op& op) {
  query.bind(ops::kind_of(op.body));
  if (ops::record_of(op.body).empty()) {
    query.bind_null().bind_null();
  } else {
    query.bind(ops::entity_of(op.body)).bind(ops::record_of(op.body));
  }
}

}  // namespace

LogHead Store::head() {
  Query row = db_->query("SELECT number, hash, bytes FROM op ORDER BY number DESC LIMIT 1");
  if (!row.step()) return {};
  LogHead head{row.integer(0), digest_of(row.text(1)), {}, 0};
  if (Result<ops::Op> op = ops::parse_op(row.text(2))) {
    head.time = op->time;
    head.at_ms = op->at_ms();
  }
  return head;
}

int64_t Store::op_count() {
  Query row = db_->query("SELECT count(*) FROM op");
  return row.step() ? row.integer(0) : 0;
}

void Store::append(const ops::Op& op, const Sha256Digest& hash, std::string_view bytes) {
  Query insert =
      db_->query("INSERT INTO op(number,kind,entity,record,hash,bytes) VALUES(?1,?2,?3,?4,?5,?6)");
  insert.bind(op.number);
  bind_columns(insert, op);
  insert.bind_blob(bytes_of(hash)).bind(bytes).run();
}

void Store::index_op(const ops::Op& op) {
  Query update = db_->query("UPDATE op SET kind=?1,entity=?2,record=?3 WHERE number=?4");
  bind_columns(update, op);
  update.bind(op.number).run();
  kinds_looked_for_.clear();
}

bool Store::has_op_of_kind(std::string_view kind) {
  KindLook& look = kinds_looked_for_[std::string(kind)];
  if (look.found) return true;
  int64_t last = 0;
  {
    Query row = db_->query("SELECT max(number) FROM op");
    if (row.step()) last = row.integer(0);
  }
  Query row = db_->query("SELECT 1 FROM op WHERE number>?1 AND kind=?2 LIMIT 1");
  row.bind(look.until).bind(kind);
  look.found = row.step();
  if (failed()) {
    look = {};
    return false;
  }
  look.until = last;
  return look.found;
}

void Store::read_ops(int64_t after, const std::function<bool(const StoredOp&)>& visit) {
  Query row = db_->query(std::string(kSelectOps) + "WHERE number>?1 ORDER BY number");
  row.bind(after);
  while (row.step()) {
    if (!visit(stored_op(row))) return;
  }
}

void Store::read_ops_of(std::string_view entity, std::string_view record, int64_t before,
                        const std::function<bool(const StoredOp&)>& visit) {
  Query row = db_->query(std::string(kSelectOps) +
                         "WHERE entity=?1 AND record=?2 AND number<?3 ORDER BY number");
  row.bind(entity).bind(record).bind(before);
  while (row.step()) {
    if (!visit(stored_op(row))) return;
  }
}

std::optional<StoredOp> Store::newest_op_of(std::string_view entity, std::string_view record) {
  Query row = db_->query(std::string(kSelectOps) +
                         "WHERE entity=?1 AND record=?2 ORDER BY number DESC LIMIT 1");
  row.bind(entity).bind(record);
  if (!row.step()) return std::nullopt;
  return stored_op(row);
}

void Store::read_ops_back(std::string_view entity, std::string_view record, int64_t before,
                          const std::function<bool(const StoredOp&, int64_t size)>& visit) {
  Query row = db_->query(
      "SELECT number,kind,entity,record,hash,CASE WHEN kind='record.draft' AND json_valid(bytes)"
      " AND json_type(bytes,'$.body.draft')='object'"
      " THEN json_set(bytes,'$.body.draft',json('{}')) ELSE bytes END,"
      "length(bytes) FROM op WHERE entity=?1 AND record=?2 AND number<?3 ORDER BY number DESC");
  row.bind(entity).bind(record).bind(before);
  while (row.step()) {
    if (!visit(stored_op(row), row.integer(6))) return;
  }
}

std::optional<StoredOp> Store::find_write_back(std::string_view entity, std::string_view record,
                                               int64_t before,
                                               const std::vector<std::string>& fields,
                                               LookBound& bound) {
  Query row = db_->query(
      "SELECT number,kind,entity,record,hash,bytes,length(bytes),"
      "CASE WHEN kind<>'record.set' THEN 1 WHEN NOT json_valid(bytes) THEN 0"
      " ELSE EXISTS(SELECT 1 FROM json_each(op.bytes,'$.body.writes') AS w"
      " WHERE json_extract(w.value,'$.field') IN (SELECT value FROM json_each(?4))) END"
      " FROM op WHERE entity=?1 AND record=?2 AND number<?3"
      " AND kind NOT IN('record.draft','record.status','record.discard','claim.refuse',"
      "'field.conflict','group.set_aside') ORDER BY number DESC");
  row.bind(entity).bind(record).bind(before).bind(write_json(fields));
  while (!bound.is_used_up() && row.step()) {
    --bound.ops;
    bound.bytes -= row.integer(6);
    if (row.integer(7) != 0) return stored_op(row);
  }
  return std::nullopt;
}

// The condition as the index has it, so that no other op is looked at.
void Store::read_apps_back(const std::function<bool(const StoredOp&)>& visit) {
  Query row = db_->query(std::string(kSelectOps) + "WHERE kind='app.put' ORDER BY number DESC");
  while (row.step()) {
    if (!visit(stored_op(row))) return;
  }
}

std::optional<AppInForce> Store::app() {
  Query row = db_->query("SELECT id, version, text FROM app");
  if (!row.step()) return std::nullopt;
  return AppInForce{std::string(row.text(0)), row.integer(1), std::string(row.text(2))};
}

void Store::put_app(const AppInForce& app) {
  db_->query("INSERT OR REPLACE INTO app(one,id,version,text) VALUES(1,?1,?2,?3)")
      .bind(app.id)
      .bind(app.version)
      .bind(app.text)
      .run();
}

}  // namespace tollgate::store
