// Media types of the files a site is made of, and of evidence by its first bytes.
#pragma once

#include <string_view>

namespace tollgate::server {

// By the file name's ending; "application/octet-stream" when unknown.
std::string_view media_type_of_name(std::string_view file_name);

// Images, sound, video and PDF that a page may show, by their first bytes; "" for everything else,
// which is then only offered as a download. HTML and SVG are never among them.
std::string_view showable_media_type(std::string_view bytes);

// Whether gzip makes such a file smaller.
bool is_compressible(std::string_view media_type);

}  // namespace tollgate::server
