// What keeps somebody from signing in elsewhere, in words.
#pragma once

#include <string>
#include <string_view>

#include "tollgate/base/diagnostic.h"

namespace tollgate::sign_in {

Diagnostic not_set_up();
Diagnostic other_sign_in();
Diagnostic refused_there();
Diagnostic code_used();
Diagnostic outside();
Diagnostic unreachable(const std::string& host);
// `what`: what the provider said or lacks, in English.
Diagnostic provider_fails(const std::string& what);
Diagnostic too_often();
Diagnostic not_our_page();
Diagnostic bad_setting(const char* member, const char* zh, const char* en);

// By its code, for the page that only has that.
Diagnostic problem_of(std::string_view code);

}  // namespace tollgate::sign_in
