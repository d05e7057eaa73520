// Files made on the spot for tests: archives, presentations, PDFs, pictures.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tollgate::evidence {

std::string deflated(std::string_view bytes, bool raw);
std::string big(uint32_t value, size_t size);
std::string little(uint32_t value, size_t size);

// A zip archive of the named parts, deflated.
std::string make_zip(const std::vector<std::pair<std::string, std::string>>& parts);

// A presentation that names `named` slides of which `present` are there.
std::string make_pptx(int named, int present);
inline std::string make_pptx(int slides) { return make_pptx(slides, slides); }
// A presentation of one slide with the other parts that it needs.
std::string make_deck(const std::string& slide,
                      std::vector<std::pair<std::string, std::string>> parts = {});
std::string text_slide(const std::string& text);
// Shows what rId9 of its relations leads to.
std::string picture_slide();
std::string relation(const std::string& id, const std::string& type, const std::string& target);
// A PNG's head alone.
std::string make_png(uint32_t width, uint32_t height);

enum class PdfShape {
  kClassic,       // a cross-reference table
  kStreams,       // a cross-reference stream with predictor, objects in a stream
  kBrokenTable,   // the table's offset points nowhere
  kNestedTree,    // a page tree of three levels
  kWrongCount,    // claims 1000 pages
  kCircularTree,  // the tree's root is among its own kids
};
std::string make_pdf(int pages, PdfShape shape = PdfShape::kClassic);
// Of objects 1, 2, …; the first is the catalog.
std::string make_pdf_of(const std::vector<std::string>& objects, bool broken_table = false);
// A stream object with its data and the further entries of its dictionary.
std::string pdf_stream(const std::string& data, const std::string& entries = "");

// A JPEG's headers with a size and Exif data.
std::string make_jpeg(int width, int height, std::string_view exif);
// A whole grey JPEG: `brightness(x, y)` of each block of 8 × 8 pixels, 0 … 255.
std::string make_grey_jpeg(int width, int height, const std::function<int(int, int)>& brightness);
// The same as a progressive one in colour: brightness at 2 × 2 blocks for one of each colour.
struct Progressive {
  bool interleaved = true;     // brightness and colours in one scan, else each in its own
  bool colours_first = false;  // where they have their own
  int low_bits = 1;            // of the DC coefficients that come in a later scan
  int restart_interval = 0;    // in units of the scan; 0: none
};
std::string make_progressive_jpeg(int width, int height, const Progressive& how,
                                  const std::function<int(int, int)>& brightness);
// The same picture with a segment right after its beginning, as the page's camera writes one.
std::string with_capture(const std::string& jpeg, std::string_view record);
// Exif data with time, offset and 30°15'9.5" N, 120°10'0" E (or S and W).
std::string make_exif(bool big_endian, std::string_view time, std::string_view offset,
                      char north_south = 'N', char east_west = 'E');

}  // namespace tollgate::evidence
