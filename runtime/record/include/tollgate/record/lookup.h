// What rules see beyond a record itself: referred records, and what is known of its files. It comes
// from a store, a test's list, a file of answers.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tollgate/base/clock.h"
#include "tollgate/feel/value.h"
#include "tollgate/record/file_facts.h"

namespace tollgate::record {

// Of an entity's complete records that hold these values the one with the latest date.
struct LatestQuery {
  std::string entity;
  // Field and its value on the wire, as a text.
  std::vector<std::pair<std::string, std::string>> where;
  std::string latest;  // the field of the date
  std::string before;  // on the wire: only such with an earlier one; "": any
  std::string except;  // the id of whoever looks
};

class RecordLookup {
 public:
  virtual ~RecordLookup() = default;
  // The record as rules see it through a reference: a context of its fields by id and `id`, in
  // which references are ids (see reference_context). nullptr when there is no such record. The
  // value stays valid until the next call.
  virtual const feel::Value* find(std::string_view entity, std::string_view id) = 0;
  // The record's title as it is kept, "" where the source keeps none. A title rule sees references
  // inside the record as ids; what is kept was made with all of them known.
  virtual std::string kept_title(std::string_view /*entity*/, std::string_view /*id*/) {
    return {};
  }
  // Of a file that the record holds, or is about to hold.
  virtual FileFacts file_facts(std::string_view /*entity*/, std::string_view /*record*/,
                               std::string_view /*sha256*/) {
    return {};
  }
  // The id of the record that fits, "" for none and where the source cannot look.
  virtual std::string latest(const LatestQuery& /*query*/) { return {}; }
  // Ids of everyone whom the app gives the role at that time; nobody where the source knows no
  // people.
  virtual std::vector<std::string> people_in_role(std::string_view /*role*/,
                                                  const Clock& /*clock*/) {
    return {};
  }
};

}  // namespace tollgate::record
