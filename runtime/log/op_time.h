// Times of ops, as findings say them.
#pragma once

#include <string>

namespace tollgate::store {
class Store;
}

namespace tollgate::log {

std::string time_text(int64_t at_ms);                            // "2026-09-21T14:13:20Z"
std::string time_of_op(store::Store& store, int64_t op_number);  // "?" when it cannot be read

}  // namespace tollgate::log
