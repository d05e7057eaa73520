// A rule over many records at once: each gets what run() gives, without the reasons of failures.
//
//   std::vector<feel::Value> slots;               // record after record, names.size() values each
//   std::vector<feel::Value> results(count);
//   run_batch(rule, slots, results, context);
#pragma once

#include <span>

#include "tollgate/feel/value.h"
#include "tollgate/record/rule.h"

namespace tollgate::record {

void run_batch(const Rule& rule, std::span<const feel::Value> slots, std::span<feel::Value> results,
               const RuleContext& context);

}  // namespace tollgate::record
