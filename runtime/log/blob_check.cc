#include "tollgate/log/blob_check.h"

#include <nlohmann/json.hpp>
#include <set>

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

Diagnostics BlobCheck::compare(store::Store& store) const {
  Diagnostics findings;
  auto report = [&](const char* code, std::string_view name, const char* zh, const char* en) {
    if (findings.size() < kMaxFindings) findings.push_back(blob_finding(code, name, zh, en));
  };
  std::set<std::string, std::less<>> seen;
  store.read_blobs([&](std::string_view name, std::string_view facts, std::string_view bytes) {
    auto known = facts_.find(name);
    if (known == facts_.end()) {
      report("engine.blob_unknown", name, "日志中没有它的上传记录",
             "no operation of the log has added it");
      return;
    }
    seen.emplace(name);
    if (hex(sha256(bytes)) != name) {
      report("engine.blob_changed", name, "内容与哈希不符，被改动过；请从备份恢复",
             "its bytes do not have its hash: they were changed; restore it from a backup");
    }
    if (facts != known->second) {
      report("engine.blob_facts", name, "记下的文件信息与日志不同；tollgate rebuild 会改回",
             "what is noted about it differs from the log; 'tollgate rebuild' puts it right");
    }
  });
  for (const auto& [name, facts] : facts_) {
    if (seen.contains(name)) continue;
    report("engine.blob_missing", name, "日志提到它，但数据库里没有；请从备份恢复",
           "the log tells of it and the database does not hold it: restore it from a backup");
  }
  return findings;
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
