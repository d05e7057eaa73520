#include "tollgate/base/temporary_folder.h"

#include <catch_amalgamated.hpp>
#include <fstream>

namespace tollgate {
namespace {

TEST_CASE("A temporary folder is another each time and goes with all in it") {
  std::filesystem::path left;
  {
    const TemporaryFolder one, other;
    REQUIRE(one.exists());
    REQUIRE(other.exists());
    CHECK(one.path() != other.path());
    const TemporaryFolder inner(one.path());
    CHECK(inner.path().parent_path() == one.path());
    std::ofstream(inner.path() / "file") << "text";
    CHECK(std::filesystem::exists(inner.path() / "file"));
    left = one.path();
  }
  CHECK_FALSE(std::filesystem::exists(left));
}

TEST_CASE("A temporary folder that can't be made says so") {
  const TemporaryFolder nowhere("/there/is/no/such/folder");
  CHECK_FALSE(nowhere.exists());
  CHECK(nowhere.path().empty());
}

}  // namespace
}  // namespace tollgate
