// How many slides a .pptx holds: the slides that its presentation names and that are there.
// Source: ECMA-376 part 1, 19.2.1.33 (sldId), 19.2.1.34 (sldIdLst); part 2, 9.3 (relationships).
#pragma once

#include <cstdint>
#include <optional>

#include "zip/zip_archive.h"

namespace tollgate::evidence {

// nullopt when the presentation cannot be read.
std::optional<int64_t> count_slides(const ZipArchive& archive, UnpackBudget& budget);

}  // namespace tollgate::evidence
