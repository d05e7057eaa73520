// Scorecards: their entity, the fields that answer a criterion, pools with a line.
#include <algorithm>

#include "ids.h"
#include "ranges.h"
#include "rules.h"
#include "tollgate/base/decimal.h"
#include "tollgate/base/json_pointer.h"

namespace tollgate::lint {

void scorecard_references(const model::App& app, Findings& findings) {
  std::vector<std::string> pools;
  for (const model::Scorecard& scorecard : app.scorecards) {
    check_id(findings, kEntity, scorecard.entity, app.entities,
             pointer_child(scorecard.pointer, "entity"));
    bool any_points = false;
    for (const model::Criterion& criterion : scorecard.criteria) {
      check_fields(findings, app, scorecard.entity, criterion.fields,
                   pointer_child(criterion.pointer, "fields"));
      const auto points = Decimal::parse(criterion.points);
      any_points = any_points || (points && !points->is_zero());
    }
    if (!any_points) {
      findings.warning("no_points", "评分卡的所有评分项都是 0 分",
                       "no criterion of the scorecard has any points", scorecard.pointer);
    }
    for (const model::Pool& pool : scorecard.pools) {
      check_range(findings, pool.at_least, pool.below, pool.pointer);
      // Views and automations name a pool by its id alone.
      const bool taken = std::find(pools.begin(), pools.end(), pool.id) != pools.end();
      if (taken && app.scorecard_with_pool(pool.id) != &scorecard) {
        findings.error("duplicate_id", "复盘池" + quoted(pool).zh + "在另一个评分卡里已经有了",
                       "another scorecard has a pool " + quoted(pool).en + " already",
                       pointer_child(pool.pointer, "id"));
      }
      pools.push_back(pool.id);
    }
  }
}

}  // namespace tollgate::lint
