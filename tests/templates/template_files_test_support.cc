#include "template_files_test_support.h"

#include <catch_amalgamated.hpp>
#include <fstream>
#include <sstream>

namespace tollgate {

std::string read_template(const std::string& path) {
  std::ifstream file("templates/" + path, std::ios::binary);
  INFO("templates/" << path);
  REQUIRE(file.good());
  std::ostringstream text;
  text << file.rdbuf();
  return std::move(text).str();
}

}  // namespace tollgate
