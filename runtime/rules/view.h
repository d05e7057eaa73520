// A record as the rules of a decision see it.
#pragma once

#include <vector>

#include "tollgate/record/record_view.h"
#include "tollgate/rules/compiled_app.h"
#include "tollgate/rules/decide.h"
#include "tollgate/rules/setting.h"

namespace tollgate::rules {

feel::Value score_context(const std::vector<EarlierScore>& scores);

// Without names where there is no such entity.
record::RecordView view_of(const CompiledApp& app, const Record& record, const Setting& setting);

void set_scores(record::RecordView& view, const feel::Value& scores);

}  // namespace tollgate::rules
