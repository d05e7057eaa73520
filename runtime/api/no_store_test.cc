// Whoever hands questions and commands to pages reads no store by itself: its headers, and those of
// what rules see of it, are not even found here. tools/layers/layers.table says the same of every
// path of includes.
#if __has_include("tollgate/store/store.h") || __has_include("tollgate/live/records.h")
#error "api reaches the store: it belongs into PRIVATE_DEPENDS of the module in between"
#endif

#include <catch_amalgamated.hpp>
#include <type_traits>

#include "call.h"

namespace tollgate::api {
namespace {

template <typename T>
concept Complete = requires { sizeof(T); };

TEST_CASE("what the engine hands out for questions is closed to whoever asks them") {
  CHECK(Complete<query::Source>);
  CHECK_FALSE(Complete<store::Store>);
  CHECK_FALSE(Complete<live::AppRules>);
}

}  // namespace
}  // namespace tollgate::api
