// The head of an HTTP/1.1 response as text.
#pragma once

#include <string>

#include "http/handler.h"

namespace tollgate::server {

// With its length, unless it is an event stream's or a 304's, and the empty line at its end.
std::string response_head(const Response& response, const Handler& handler, bool keep_alive);

// How many bytes follow the head.
uint64_t body_bytes(const Response& response);

}  // namespace tollgate::server
