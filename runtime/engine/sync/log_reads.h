// Single ops and groups of a log, for both sides of synchronisation.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "tollgate/log/signing.h"
#include "tollgate/ops/op.h"
#include "tollgate/store/store.h"

namespace tollgate::engine {

std::optional<Sha256Digest> hash_of_op(store::Store& store, int64_t number);

// Whole groups behind `after`, in order; visit returns false to stop.
void read_groups(store::Store& store, int64_t after,
                 const std::function<bool(std::vector<ops::Op>&& group)>& visit);

// Whether the log holds the op that the checkpoint's line names.
bool holds_checkpoint(store::Store& store, std::string_view line);

// Of a database in memory, which keeps none beside it.
log::SigningKey random_key();

}  // namespace tollgate::engine
