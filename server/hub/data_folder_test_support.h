// A folder of sample data beside a file that must never be read; gone with the object.
#pragma once

#include <catch_amalgamated.hpp>
#include <filesystem>
#include <fstream>
#include <string>

#include "tollgate/base/temporary_folder.h"

namespace tollgate::server {

struct DataFolder {
  DataFolder() {
    std::filesystem::create_directories(path / "evidence");
    write("evidence/photo.png", "png");
    write("../secret.txt", "secret");
  }
  void write(const std::string& name, const std::string& text) const {
    std::ofstream(path / name, std::ios::binary) << text;
  }

  const TemporaryFolder outside;
  const std::filesystem::path path = outside.path() / "data";
};

}  // namespace tollgate::server
