#include "tollgate/log/blob_check.h"

#include <nlohmann/json.hpp>

#include "tollgate/base/json.h"
#include "tollgate/store/store.h"

namespace tollgate::log {
namespace {

Diagnostic blob_finding(const char* code, std::string_view sha256, const char* zh, const char* en) {
  const std::string name(sha256.substr(0, 64));
  return make_error(code, {"文件 " + name + "：" + zh, "the file " + name + ": " + en},
                    {.source = name});
}

}  // namespace

void BlobCheck::note(const ops::Op& op) {
  if (const auto* blob = std::get_if<ops::BlobAdd>(&op.body)) {
    facts_[blob->sha256] = write_json(blob->facts);
  }
}

void BlobCheck::report(const char* code, std::string_view name, const char* zh, const char* en) {
  if (findings_.size() < kMaxFindings) findings_.push_back(blob_finding(code, name, zh, en));
}

bool BlobCheck::compare_some(store::Store& store) {
  if (!reading_) {
    std::optional<store::NamedBlob> next = store.next_blob(last_row_);
    if (!next) return true;
    last_row_ = next->row;
    if (!facts_.contains(next->sha256)) {
      report("engine.blob_unknown", next->sha256, "日志中没有它的上传记录",
             "no operation of the log has added it");
      return false;
    }
    reading_.emplace(Reading{next->row, std::move(next->sha256), std::move(next->facts)});
  }
  const std::string piece = store.blob_piece(reading_->name, reading_->read_bytes);
  if (piece.empty()) {
    finish_reading();
    return false;
  }
  reading_->hash.update(piece);
  reading_->read_bytes += piece.size();
  return false;
}

void BlobCheck::finish_reading() {
  const std::string& name = reading_->name;
  if (hex(reading_->hash.finish()) != name) {
    report("engine.blob_changed", name, "内容与哈希不符，被改动过；请从备份恢复",
           "its bytes do not have its hash: they were changed; restore it from a backup");
  }
  if (reading_->facts != facts_.find(name)->second) {
    report("engine.blob_facts", name, "记下的文件信息与日志不同；tollgate rebuild 会改回",
           "what is noted about it differs from the log; 'tollgate rebuild' puts it right");
  }
  reading_.reset();
}

Diagnostics BlobCheck::findings(store::Store& store) const {
  Diagnostics all = findings_;
  for (const auto& [name, facts] : facts_) {
    if (all.size() >= kMaxFindings) break;
    if (store.has_blob(name)) continue;
    all.push_back(blob_finding("engine.blob_missing", name,
                               "日志提到它，但数据库里没有；请从备份恢复",
                               "the log tells of it and the database does not hold it: restore it "
                               "from a backup"));
  }
  return all;
}

bool BlobCheck::restore_facts(store::Store& store) const {
  bool restored = false;
  for (const auto& [name, facts] : facts_) {
    std::optional<std::string> stored = store.blob_facts(name);
    if (!stored || *stored == facts) continue;
    store.set_blob_facts(name, facts);
    restored = true;
  }
  return restored;
}

}  // namespace tollgate::log
