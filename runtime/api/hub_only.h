// What a hub asks of its own apps, and no person.
#pragma once

#include "tollgate/base/diagnostic.h"

namespace tollgate::api {

inline Diagnostic hub_only() {
  return make_error("api.hub_only", {"这个请求只由服务器自己发出",
                                     "this request is one that only the hub itself makes"});
}

}  // namespace tollgate::api
