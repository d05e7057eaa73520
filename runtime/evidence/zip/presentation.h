// The slides of a .pptx: those that its presentation names, that are there, and that show
// something. A slide shows something when its part is well-formed XML with text, with a picture
// whose relation leads to a part that is one, or with a chart or diagram that is there.
// Sources: ECMA-376 part 1, 19.2.1.33 (sldId), 19.3.1 (slides), 20.1 (pictures), 21.1 (text); part
// 2, 9.3 (relationships).
#pragma once

#include <cstdint>
#include <optional>

#include "text_found.h"
#include "zip/zip_archive.h"

namespace tollgate::evidence {

// How many slides show something; their text goes to `text`. nullopt when the presentation cannot
// be read.
std::optional<int64_t> slides_with_content(const ZipArchive& archive, UnpackBudget& budget,
                                           TextFound& text);

}  // namespace tollgate::evidence
