#include "hub/engine_job.h"

namespace tollgate::server {

Diagnostic app_is_busy(const ServedApp& app) {
  return make_error("server.app_busy",
                    {"应用“" + app.id + "”没有打开，或正忙；请稍后再试。",
                     "the app '" + app.id + "' is not open or too busy: try again soon"});
}

}  // namespace tollgate::server
