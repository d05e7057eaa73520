// What is known of a record's files beyond the record itself: looked up whenever rules run, and
// never stored in a value.
//
//   HeldFiles files("visit", "v2", files_in(values), lookup);
//   files.reused_in(sha256, "scan");   // [{entity: "visit", record: "v2", field: "deck", …}]
//
// Bytes are the same where their SHA-256 is. A record holds a file in each field whose value names
// it, hidden fields too.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "tollgate/base/json.h"
#include "tollgate/feel/value.h"

namespace tollgate::record {

class RecordLookup;

// A place where a file is used.
struct FileUse {
  std::string entity;
  std::string record;
  std::string field;  // of the record; of the record itself, the item's field in a list
  std::string title;  // of the record, for people
};

// Of one file that a record holds.
struct FileFacts {
  // Other records that held it before this record did, the earliest first; at most ten.
  std::vector<FileUse> used_before;
  std::string text_found;  // of its slides or pages
};

// Each time that a file stands in values on the wire.
struct HeldFile {
  std::string sha256;
  std::string field;
  bool operator==(const HeldFile&) const = default;
};
std::vector<HeldFile> files_in(const Json& values);
// Adds those of one field's value.
void add_files_in(const Json& value, std::string_view field, std::vector<HeldFile>& files);

class HeldFiles {
 public:
  HeldFiles() = default;
  // `lookup` null: only what the record says itself.
  HeldFiles(std::string_view entity, std::string_view record, std::vector<HeldFile> files,
            RecordLookup* lookup);

  const std::vector<HeldFile>& files() const { return files_; }
  // Where else the same bytes are: in this record, then in others. Contexts of entity, record,
  // field and title, which is null for this record itself. Null where they are nowhere else.
  feel::Value reused_in(std::string_view sha256, std::string_view field) const;
  // Null where there is none.
  feel::Value text_found(std::string_view sha256) const;

 private:
  std::string entity_;
  std::string record_;
  std::vector<HeldFile> files_;
  std::map<std::string, FileFacts, std::less<>> facts_;  // by SHA-256
};

}  // namespace tollgate::record
