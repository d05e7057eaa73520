// A folder of sample data beside a file that must never be read; gone with the object.
#pragma once

#include <unistd.h>

#include <catch_amalgamated.hpp>
#include <filesystem>
#include <fstream>
#include <string>

namespace tollgate::server {

struct DataFolder {
  DataFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "tollgate-import-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    path = std::filesystem::path(name) / "data";
    std::filesystem::create_directories(path / "evidence");
    write("evidence/photo.png", "png");
    write("../secret.txt", "secret");
  }
  ~DataFolder() { std::filesystem::remove_all(path.parent_path()); }
  void write(const std::string& name, const std::string& text) const {
    std::ofstream(path / name, std::ios::binary) << text;
  }
  std::filesystem::path path;
};

}  // namespace tollgate::server
