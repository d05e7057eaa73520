#include <algorithm>

#include "database.h"
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

StoredOp stored_op(const Query& row) {
  return {row.integer(0), digest_of(row.text(1)), std::string(row.text(2))};
}

}  // namespace

LogHead Store::head() {
  Query row = db_->query("SELECT number, hash, bytes FROM op ORDER BY number DESC LIMIT 1");
  if (!row.step()) return {};
  LogHead head{row.integer(0), digest_of(row.text(1)), {}};
  if (Result<ops::Op> op = ops::parse_op(row.text(2))) head.time = op->time;
  return head;
}

int64_t Store::op_count() {
  Query row = db_->query("SELECT count(*) FROM op");
  return row.step() ? row.integer(0) : 0;
}

void Store::append(const ops::Op& op, const Sha256Digest& hash, std::string_view bytes) {
  Query insert =
      db_->query("INSERT INTO op(number,kind,entity,record,hash,bytes) VALUES(?1,?2,?3,?4,?5,?6)");
  insert.bind(op.number).bind(ops::kind_of(op.body));
  if (ops::record_of(op.body).empty()) {
    insert.bind_null().bind_null();
  } else {
    insert.bind(ops::entity_of(op.body)).bind(ops::record_of(op.body));
  }
  insert.bind_blob(bytes_of(hash)).bind(bytes).run();
}

void Store::read_ops(int64_t after, const std::function<bool(const StoredOp&)>& visit) {
  Query row = db_->query("SELECT number, hash, bytes FROM op WHERE number>?1 ORDER BY number");
  row.bind(after);
  while (row.step()) {
    if (!visit(stored_op(row))) return;
  }
}

std::vector<StoredOp> Store::ops_of(std::string_view entity, std::string_view record,
                                    int64_t limit) {
  std::vector<StoredOp> ops;
  Query row = db_->query(
      "SELECT number, hash, bytes FROM op WHERE entity=?1 AND record=?2"
      " ORDER BY number DESC LIMIT ?3");
  row.bind(entity).bind(record).bind(limit);
  while (row.step()) ops.push_back(stored_op(row));
  return ops;
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

bool Store::has_blob(std::string_view sha256) {
  Query row = db_->query("SELECT 1 FROM blob WHERE sha256=?1");
  row.bind(sha256);
  return row.step();
}

void Store::put_blob(std::string_view sha256, std::string_view facts, std::string_view bytes) {
  db_->query("INSERT OR REPLACE INTO blob(sha256,facts,bytes) VALUES(?1,?2,?3)")
      .bind(sha256)
      .bind(facts)
      .bind_blob(bytes)
      .run();
}

std::optional<std::string> Store::blob_bytes(std::string_view sha256) {
  Query row = db_->query("SELECT bytes FROM blob WHERE sha256=?1");
  row.bind(sha256);
  if (!row.step()) return std::nullopt;
  return std::string(row.text(0));
}

std::optional<std::string> Store::blob_facts(std::string_view sha256) {
  Query row = db_->query("SELECT facts FROM blob WHERE sha256=?1");
  row.bind(sha256);
  if (!row.step()) return std::nullopt;
  return std::string(row.text(0));
}

}  // namespace tollgate::store
