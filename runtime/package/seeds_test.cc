// The seeds of the fuzz target are what their names say, or it would begin nowhere near.
#include <catch_amalgamated.hpp>
#include <cstdio>
#include <string>

#include "tollgate/package/package.h"

namespace tollgate::package {
namespace {

std::string seed(const std::string& name) {
  std::FILE* file = std::fopen(("runtime/package/package_fuzz_seeds/" + name).c_str(), "rb");
  REQUIRE(file != nullptr);
  std::string bytes(4096, '\0');
  bytes.resize(std::fread(bytes.data(), 1, bytes.size(), file));
  std::fclose(file);
  return bytes;
}

std::string refusal_of_seed(const std::string& name) {
  const auto package = read_package(seed(name));
  return package ? "" : package.diagnostics().front().code;
}

}  // namespace

TEST_CASE("each seed of the fuzz target is taken or refused for its own reason") {
  CHECK(refusal_of_seed("package.tollgate").empty());
  CHECK(refusal_of_seed("stored.tollgate").empty());
  CHECK(refusal_of_seed("outside.zip") == "package.path_outside");
  CHECK(refusal_of_seed("link.zip") == "package.link");
  CHECK(refusal_of_seed("case.zip") == "package.case_double");
  CHECK(refusal_of_seed("bomb.zip") == "package.bomb");
  CHECK(read_manifest(seed("manifest.json")).ok());
}

}  // namespace tollgate::package
