// What decisions are made from: a record at one moment, and who and what is around it.
#pragma once

#include <nlohmann/json.hpp>

#include "tollgate/base/clock.h"
#include "tollgate/base/json.h"
#include "tollgate/feel/value.h"
#include "tollgate/record/lookup.h"
#include "tollgate/record/record_view.h"
#include "tollgate/workflow/workflow.h"

namespace tollgate::rules {

struct Record {
  record::RecordFacts facts;
  Json values;  // on the wire, by field id; fields without a value are absent
  std::vector<workflow::PassedGate> passed = {};  // gates behind which it stands
};

struct Setting {
  const Clock* clock = nullptr;             // the time that rules see
  record::RecordLookup* records = nullptr;  // referred records
  feel::Value person;                       // who acts, as a reference gives it; null: nobody
};

}  // namespace tollgate::rules
