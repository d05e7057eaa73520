// An app's id names routes and files: nothing else may pass for one.
#include "hub/app_path.h"

#include <catch_amalgamated.hpp>
#include <string>

namespace tollgate::server {
namespace {

TEST_CASE("a path of an app has an id and a rest") {
  const auto path = app_path("/apps/visits_2/api/request");
  REQUIRE(path);
  CHECK(path->id == "visits_2");
  CHECK(path->rest == "/api/request");
  CHECK(app_path("/apps/visits")->rest.empty());
  CHECK(app_path("/apps/visits/")->rest == "/");
}

TEST_CASE("what is no id is no app") {
  for (const char* path :
       {"/", "/apps", "/apps/", "/apps//", "/apps/_/", "/apps/../x", "/apps/%2e%2e/x", "/apps/.",
        "/apps/Visits/", "/apps/1a/", "/apps/a-b/", "/apps/a%62/", "/apps/index.json", "/apps/a b/",
        "/apps/a\\b/", "apps/a/", "/Apps/a/"}) {
    INFO(path);
    CHECK_FALSE(app_path(path));
  }
  CHECK(is_app_id("a" + std::string(63, 'b')));
  CHECK_FALSE(is_app_id("a" + std::string(64, 'b')));
  CHECK_FALSE(is_app_id(std::string_view("a\0b", 3)));
}

}  // namespace
}  // namespace tollgate::server
