// The app's time zone is one of the IANA database.
#include "rules.h"
#include "tollgate/base/time_zone.h"

namespace tollgate::lint {

void time_zones(const model::App& app, Findings& findings) {
  if (find_time_zone(app.time_zone)) return;
  findings.error("unknown_time_zone", "没有名为“" + app.time_zone + "”的时区；例如 Asia/Shanghai",
                 "there is no time zone '" + app.time_zone + "'; it should look like Asia/Shanghai",
                 "/time_zone", {"Asia/Shanghai"});
}

}  // namespace tollgate::lint
