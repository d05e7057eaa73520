#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "database.h"
#include "op_blocks.h"
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

#if defined(__EMSCRIPTEN__)
constexpr bool kPacksLog = false;  // a browser's log is short, and its engine the smaller
#else
constexpr bool kPacksLog = true;
#endif

// What a history shows of a draft that holds something: that it does.
std::string without_draft(std::string bytes) {
  Json op = stored_json(bytes);
  if (!op.is_object() || !op.contains("body") || !op["body"].is_object()) return bytes;
  Json& body = op["body"];
  if (!body.contains("draft") || !body["draft"].is_object()) return bytes;
  body["draft"] = Json::object();
  return write_json(op);
}

bool writes_one_of(const std::string& bytes, const std::vector<std::string>& fields) {
  const Json op = stored_json(bytes);
  const auto body = op.is_object() ? op.find("body") : op.end();
  if (body == op.end() || !body->is_object()) return false;
  const auto writes = body->find("writes");
  if (writes == body->end() || !writes->is_array()) return false;
  return std::any_of(writes->begin(), writes->end(), [&](const Json& write) {
    const auto field = write.is_object() ? write.find("field") : write.end();
    return field != write.end() && field->is_string() &&
           std::find(fields.begin(), fields.end(), field->get_ref<const std::string&>()) !=
               fields.end();
  });
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

StoredOp Store::stored_op(const Query& row) {
  return {row.integer(0),           std::string(row.text(1)),
          std::string(row.text(2)), std::string(row.text(3)),
          digest_of(row.text(4)),   op_bytes(row.integer(0), row.text(5))};
}

// "" where they are neither in the row nor in a block: they do not have the op's hash.
std::string Store::op_bytes(int64_t number, std::string_view stored) {
  if (!stored.empty()) return std::string(stored);
  const auto is_within = [&] {
    return number >= block_.first && number < block_.first + int64_t(block_.ops.size());
  };
  if (!is_within()) {
    block_ = {};
    Query row =
        db_->query("SELECT first,bytes FROM op_block WHERE first<=?1 ORDER BY first DESC LIMIT 1");
    row.bind(number);
    if (!row.step()) return {};
    std::optional<std::vector<std::string>> ops = unpack_ops(row.text(1));
    if (!ops) return {};
    block_ = {row.integer(0), std::move(*ops)};
  }
  return is_within() ? block_.ops[size_t(number - block_.first)] : std::string();
}

// The newest ops stay as they are, since they are what is read most. With each block of new ones,
// one of those joins that an earlier version wrote.
void Store::pack_log(int64_t newest) {
  if (!kPacksLog || newest % kOpsOfBlock != 0) return;
  if (!pack_block(newest - 2 * kOpsOfBlock + 1)) return;
  int64_t earliest = 0;
  {
    Query row = db_->query("SELECT min(first) FROM op_block");
    if (row.step()) earliest = row.integer(0);
  }
  pack_block(earliest - kOpsOfBlock);
}

// False: there are no such ops, or they are damaged and stay as they are.
bool Store::pack_block(int64_t first) {
  const int64_t last = first + kOpsOfBlock - 1;
  if (first < 1) return false;
  std::vector<StoredOp> rows;
  std::vector<std::string> ops;
  {
    Query row = db_->query(std::string(kSelectOps) + "WHERE number>=?1 AND number<=?2");
    row.bind(first).bind(last);
    while (row.step()) {
      if (row.integer(0) != first + int64_t(rows.size()) || row.text(5).empty()) return false;
      rows.push_back(stored_op(row));
      std::string& bytes = rows.back().bytes;
      const bool joins = bytes.size() <= kMaxBytesOfBlockedOp;
      ops.push_back(joins ? std::exchange(bytes, std::string()) : std::string());
    }
  }
  if (int64_t(rows.size()) != kOpsOfBlock) return false;
  const std::string block = pack_ops(ops);
  if (block.empty()) return false;
  mark_blocks();
  db_->query("INSERT OR REPLACE INTO op_block(first,bytes) VALUES(?1,?2)")
      .bind(first)
      .bind_blob(block)
      .run();
  // Deleted and not updated: what is left of their pages is joined with the pages beside.
  db_->query("DELETE FROM op WHERE number>=?1 AND number<=?2").bind(first).bind(last).run();
  for (const StoredOp& row : rows) insert_op(row);
  return true;
}

void Store::insert_op(const StoredOp& op) {
  Query insert =
      db_->query("INSERT INTO op(number,kind,entity,record,hash,bytes) VALUES(?1,?2,?3,?4,?5,?6)");
  insert.bind(op.number).bind(op.kind);
  if (op.record.empty()) {
    insert.bind_null().bind_null();
  } else {
    insert.bind(op.entity).bind(op.record);
  }
  insert.bind_blob(bytes_of(op.hash)).bind(op.bytes).run();
}

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

int64_t Store::last_op() {
  Query row = db_->query("SELECT max(number) FROM op");
  return row.step() ? row.integer(0) : 0;
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
  pack_log(op.number);
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
    StoredOp op = stored_op(row);
    const int64_t in_row = row.integer(6);
    const auto size = in_row > 0 ? in_row : int64_t(op.bytes.size());
    if (in_row == 0 && op.kind == "record.draft") op.bytes = without_draft(std::move(op.bytes));
    if (!visit(op, size)) return;
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
      "'field.conflict','group.set_aside','automation.due','record.comment') ORDER BY number DESC");
  row.bind(entity).bind(record).bind(before).bind(write_json(fields));
  while (!bound.is_used_up() && row.step()) {
    --bound.ops;
    const bool is_in_block = row.integer(6) == 0;
    if (!is_in_block) {
      bound.bytes -= row.integer(6);
      if (row.integer(7) != 0) return stored_op(row);
      continue;
    }
    StoredOp op = stored_op(row);
    bound.bytes -= int64_t(op.bytes.size());
    if (row.integer(7) != 0 || writes_one_of(op.bytes, fields)) return op;
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
