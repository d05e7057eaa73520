// What is wrong with a package as a file, in words.
#pragma once

#include <string>
#include <string_view>

#include "tollgate/base/diagnostic.h"

namespace tollgate::package {

// Names that some systems keep for devices, in small letters and without what follows a dot.
bool is_device_name(std::string_view name);

Diagnostic too_large();
Diagnostic cut_off();
Diagnostic bad_archive();
Diagnostic too_many_files();
Diagnostic encrypted(std::string_view path);
Diagnostic link(std::string_view path);
Diagnostic path_outside(std::string_view path);
Diagnostic path_character(std::string_view path);
Diagnostic duplicate_file(std::string_view path);
Diagnostic case_double(std::string_view path);
Diagnostic overlap(std::string_view path);
Diagnostic bomb(std::string_view path);
Diagnostic damaged(std::string_view path);

}  // namespace tollgate::package
