// Through which references the document's rules read which fields: a change of a field that nobody
// reads through a reference changes nothing in the records that refer to it.
//
//   const ReferenceReads reads(*stored_json(app_text), {"zh-CN", "en"});
//   reads.through("customer", {"key_person"})   // whether any rule says customer.key_person
//
// It looks at the texts of all rules alike, whatever entity they are of, and takes what it does not
// understand for a reading: too many are said to be read, never too few.
#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "tollgate/base/json.h"

namespace tollgate::live {

class ReferenceReads {
 public:
  // Of a document in the format tollgate.app/1; its plain texts are those by `locales`.
  ReferenceReads(const Json& document, const std::vector<std::string>& locales);

  // Whether a rule reads one of `fields` of the record that `reference` names, or all of it.
  bool through(const std::string& reference, const std::vector<std::string>& fields) const;

 private:
  void read(const Json& value, bool is_plain_text);
  void read_rule(std::string_view text);
  void read_message(std::string_view text);

  std::set<std::string, std::less<>> locales_;
  std::set<std::pair<std::string, std::string>> members_;
  std::set<std::string> whole_;
};

}  // namespace tollgate::live
