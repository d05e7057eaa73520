#include "blob_uses.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

#include "tollgate/record/file_facts.h"

namespace tollgate::engine {
namespace {

// Fields of the record, though what holds a file may be a part of one.
struct Noting {
  store::Store& store;
  const ops::Op& op;
  std::vector<std::string> gone;
  std::optional<std::vector<std::string>> holding = std::nullopt;  // fields of the op's record

  // Most fields hold no file and never did: the store is asked once for all of them.
  bool holds(const store::RecordKey& key, const std::string& name) {
    if (!holding) holding = store.blob_fields(key);
    return std::find(holding->begin(), holding->end(), name) != holding->end();
  }
  void field(const store::RecordKey& key, const std::string& name, const Json& value) {
    std::vector<record::HeldFile> files;
    record::add_files_in(value, name, files);
    std::vector<std::string> sha256s;
    for (record::HeldFile& file : files) sha256s.push_back(std::move(file.sha256));
    if (!holds(key, name)) {
      if (sha256s.empty()) return;
      holding->push_back(name);
    }
    add(store.set_blob_uses(key, name, sha256s, op.number));
  }
  void add(std::vector<std::string> more) {
    for (std::string& sha256 : more) gone.push_back(std::move(sha256));
  }

  void operator()(const ops::RecordSet& body) {
    for (const ops::FieldWrite& write : body.writes) {
      field({body.entity, body.record}, write.field, write.value);
    }
  }
  void operator()(const ops::RecordImport& body) {
    for (const auto& [name, value] : body.values.items()) {
      field({body.entity, body.record}, name, value);
    }
  }
  // Whole: what is not in its values is unset.
  void operator()(const ops::RecordRestore& body) {
    const store::RecordKey key{body.entity, body.record};
    if (body.status == ops::RecordStatus::kDiscarded) return add(store.remove_blob_uses(key));
    for (const std::string& name : store.blob_fields(key)) {
      if (!body.values.contains(name)) field(key, name, nullptr);
    }
    for (const auto& [name, value] : body.values.items()) field(key, name, value);
  }
  void operator()(const ops::RecordDiscard& body) {
    add(store.remove_blob_uses({body.entity, body.record}));
  }
  void operator()(const ops::RecordStatusSet& body) {
    if (body.status != ops::RecordStatus::kDiscarded) return;
    add(store.remove_blob_uses({body.entity, body.record}));
  }
  void operator()(const auto&) {}
};

}  // namespace

std::vector<std::string> note_blob_uses(store::Store& store, const ops::Op& op) {
  Noting noting{.store = store, .op = op, .gone = {}};
  std::visit(noting, op.body);
  return std::move(noting.gone);
}

void note_blob_name(store::Store& store, const ops::Op& op) {
  const auto* blob = std::get_if<ops::BlobAdd>(&op.body);
  if (blob == nullptr) return;
  const auto name = blob->facts.find("name");
  if (name == blob->facts.end() || !name->is_string()) return;
  store.add_blob_name(blob->sha256, name->get_ref<const std::string&>(), op.number);
}

Status add_blob_uses(store::Store& store) {
  if (store.has_blob_uses()) return ok_status();
  store::Transaction transaction(store);
  store.add_blob_uses();
  store.read_ops(0, [&](const store::StoredOp& stored) {
    if (stored.record.empty() && stored.kind != "blob.add") return true;
    if (Result<ops::Op> op = ops::parse_op(stored.bytes)) {
      note_blob_uses(store, *op);
      note_blob_name(store, *op);
    }
    return true;
  });
  return transaction.commit();
}

}  // namespace tollgate::engine
