#include "http/cookie.h"

#include <catch_amalgamated.hpp>

namespace tollgate::server {
namespace {

TEST_CASE("A cookie is found among others, and only by its whole name") {
  CHECK(cookie_value("a=1; tollgate=abc; b=2", "tollgate") == "abc");
  CHECK(cookie_value("tollgate=abc", "tollgate") == "abc");
  CHECK(cookie_value("my_tollgate=abc; tollgate_x=1", "tollgate").empty());
  CHECK(cookie_value("tollgate", "tollgate").empty());
  CHECK(cookie_value("tollgate=; b=2", "tollgate").empty());
  CHECK(cookie_value(" tollgate = abc ;", "tollgate") == "abc");
  CHECK(cookie_value("tollgate=first; tollgate=second", "tollgate") == "first");
  CHECK(cookie_value("", "tollgate").empty());
}

TEST_CASE("A session's cookie is out of reach for scripts and other sites") {
  CHECK(session_cookie("tollgate", "abc", 60, false) ==
        "tollgate=abc; Path=/; HttpOnly; SameSite=Lax; Max-Age=60");
  CHECK(session_cookie("tollgate", "", 0, true) ==
        "tollgate=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0; Secure");
}

}  // namespace
}  // namespace tollgate::server
