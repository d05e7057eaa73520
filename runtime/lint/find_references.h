// What a search for a record names.
#pragma once

#include "findings.h"
#include "tollgate/model/app.h"

namespace tollgate::lint {

// Only fields with a value that records are found by, and a day to be the latest by.
void check_find(const model::App& app, Findings& findings, const model::Find& find);

}  // namespace tollgate::lint
