// Which records hold which files, and what files were called, kept as ops are applied: the same at
// a save as when everything is made again, because it follows from each op alone.
#pragma once

#include <string>
#include <vector>

#include "tollgate/ops/op.h"
#include "tollgate/store/store.h"

namespace tollgate::engine {

// Gives the hashes of the files that the op's record holds no more in some field.
std::vector<std::string> note_blob_uses(store::Store& store, const ops::Op& op);

// The name that a file was handed in under.
void note_blob_name(store::Store& store, const ops::Op& op);

// For a database of a version that did not note them: makes the table from the log.
Status add_blob_uses(store::Store& store);

}  // namespace tollgate::engine
