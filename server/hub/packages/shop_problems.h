// What people ask of packages and can't have, in words.
#pragma once

#include <string>

#include "tollgate/base/diagnostic.h"

namespace tollgate::server {

Diagnostic unknown_package();
Diagnostic needs_consent(const std::string& zh, const std::string& en);
Diagnostic not_installable();
Diagnostic no_apps_here();
Diagnostic not_from_a_package(const std::string& app);
Diagnostic no_such_app(const std::string& app);
Diagnostic undecided(const std::string& path);
Diagnostic update_impossible();
Diagnostic nothing_to_go_back_to();
Diagnostic not_confirmed(const std::string& app);

}  // namespace tollgate::server
