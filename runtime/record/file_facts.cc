#include "tollgate/record/file_facts.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "tollgate/record/lookup.h"

namespace tollgate::record {
namespace {

using feel::Value;

constexpr size_t kHashDigits = 64;

bool is_hash(const Json& value) {
  if (!value.is_string()) return false;
  const std::string& text = value.get_ref<const std::string&>();
  return text.size() == kHashDigits && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

Value place(const std::string& entity, const std::string& record, const std::string& field,
            const std::string& title) {
  return Value::context({{"entity", Value::string(entity)},
                         {"record", Value::string(record)},
                         {"field", Value::string(field)},
                         {"title", title.empty() ? Value::null() : Value::string(title)}});
}

}  // namespace

void add_files_in(const Json& value, std::string_view field, std::vector<HeldFile>& files) {
  if (value.is_array()) {
    for (const Json& one : value) add_files_in(one, field, files);
    return;
  }
  if (!value.is_object()) return;
  const auto hash = value.find("sha256");
  if (hash != value.end() && is_hash(*hash)) {
    files.push_back({hash->get<std::string>(), std::string(field)});
    return;
  }
  for (const auto& [member, inner] : value.items()) add_files_in(inner, member, files);  // an item
}

std::vector<HeldFile> files_in(const Json& values) {
  std::vector<HeldFile> files;
  if (!values.is_object()) return files;
  for (const auto& [field, value] : values.items()) add_files_in(value, field, files);
  return files;
}

HeldFiles::HeldFiles(std::string_view entity, std::string_view record, std::vector<HeldFile> files,
                     RecordLookup* lookup)
    : entity_(entity), record_(record), files_(std::move(files)) {
  if (lookup == nullptr) return;
  for (const HeldFile& file : files_) {
    const auto [slot, fresh] = facts_.try_emplace(file.sha256);
    if (fresh) slot->second = lookup->file_facts(entity_, record_, file.sha256);
  }
}

Value HeldFiles::reused_in(std::string_view sha256, std::string_view field) const {
  std::vector<Value> places;
  bool passed_itself = false;
  for (const HeldFile& file : files_) {
    if (file.sha256 != sha256) continue;
    if (!passed_itself && file.field == field) {
      passed_itself = true;
      continue;
    }
    places.push_back(place(entity_, record_, file.field, ""));
  }
  if (const auto known = facts_.find(sha256); known != facts_.end()) {
    for (const FileUse& use : known->second.used_before) {
      places.push_back(place(use.entity, use.record, use.field, use.title));
    }
  }
  return places.empty() ? Value::null() : Value::list(std::move(places));
}

Value HeldFiles::text_found(std::string_view sha256) const {
  const auto known = facts_.find(sha256);
  if (known == facts_.end() || known->second.text_found.empty()) return Value::null();
  return Value::string(known->second.text_found);
}

}  // namespace tollgate::record
