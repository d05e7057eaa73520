// Where referred records come from: a store, a test's list, a file of answers.
#pragma once

#include <string_view>

#include "tollgate/feel/value.h"

namespace tollgate::record {

class RecordLookup {
 public:
  virtual ~RecordLookup() = default;
  // The record as rules see it through a reference: a context of its fields by id and `id`, in
  // which references are ids (see reference_context). nullptr when there is no such record. The
  // value stays valid until the next call.
  virtual const feel::Value* find(std::string_view entity, std::string_view id) = 0;
};

}  // namespace tollgate::record
