// Texts of spreadsheet programs, which say nowhere how they are encoded.
#pragma once

#include <string>

#include "tollgate/base/result.h"

namespace tollgate::server {

// The same text in UTF-8, without a byte order mark: UTF-16 where a mark says so, UTF-8 where all
// of it is that, GB 18030 (which GBK and GB 2312 are part of) otherwise. `source` names the file in
// a refusal. Refused: cli.text_encoding.
Result<std::string> as_utf8(std::string bytes, const std::string& source);

}  // namespace tollgate::server
