#include "require.h"

namespace tollgate::api {

Result<const engine::AppInForce*> require_app(const Call& call) {
  if (const engine::AppInForce* app = call.engine.app()) return app;
  return make_error("engine.no_app", {"还没有应用：请先保存或导入一个应用文档",
                                      "there is no app yet: save or import a document first"});
}

}  // namespace tollgate::api
