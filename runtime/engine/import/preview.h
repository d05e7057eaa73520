// What an import would have written so far, while somebody looks at a preview of it: later lines
// find what earlier ones would have brought, over all steps, and nothing is in the store.
#pragma once

#include <list>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "tollgate/base/json.h"
#include "tollgate/base/result.h"
#include "tollgate/live/app_rules.h"
#include "tollgate/ops/record_state.h"

namespace tollgate::engine {

struct Preview {
  // A record as it would be: status, values and draft as one text, which takes the least memory.
  class Kept {
   public:
    explicit Kept(const ops::RecordState& state);
    ops::RecordState state(const ops::RecordKey& key) const;
    Json values() const;
    size_t bytes() const { return text_.size(); }

   private:
    std::string text_;
    int64_t created_ms_;
  };

  std::string batch;
  std::string user;
  std::shared_ptr<live::AppRules> app;  // another app in force makes it worthless
  std::map<ops::RecordKey, Kept> records;
  std::map<std::string, std::string> keys;  // of these records: to their ids

  std::optional<ops::StoredRecord> find(const ops::RecordKey& key) const;
  size_t bytes() const;
};

// A few at once; the one that was not looked at for longest goes first, and then its next step
// begins anew.
class Previews {
 public:
  static constexpr size_t kMaxBytes = size_t{64} << 20;  // of all together

  Preview& of(const std::string& batch, const std::string& user,
              std::shared_ptr<live::AppRules> app);
  // Makes room; refused with import.preview_too_large where this one alone takes too much.
  Status bound(const Preview& current);
  void end(std::string_view batch);

 private:
  std::list<Preview> previews_;  // the last used first
};

// Referred records with what a preview would have written.
class PreviewRecords final : public record::RecordLookup {
 public:
  PreviewRecords(live::AppRules& app, const Preview& preview) : app_(app), preview_(preview) {}
  const feel::Value* find(std::string_view entity, std::string_view id) override;

 private:
  live::AppRules& app_;
  const Preview& preview_;
  feel::Value found_;
};

}  // namespace tollgate::engine
