#include "files_test_support.h"

#include <zlib.h>

#include <algorithm>
#include <cassert>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <utility>

#include "tollgate/evidence/capture.h"

namespace tollgate::evidence {

using namespace std::string_view_literals;

std::string big(uint32_t value, size_t size) {
  std::string bytes;
  for (size_t i = size; i-- > 0;) bytes += static_cast<char>(value >> (8 * i));
  return bytes;
}

std::string little(uint32_t value, size_t size) {
  std::string bytes = big(value, size);
  std::reverse(bytes.begin(), bytes.end());
  return bytes;
}

std::string deflated(std::string_view bytes, bool raw) {
  z_stream stream{};
  deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, raw ? -MAX_WBITS : MAX_WBITS, 9,
               Z_DEFAULT_STRATEGY);
  std::string packed(deflateBound(&stream, static_cast<uLong>(bytes.size())), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  [[maybe_unused]] const int status = deflate(&stream, Z_FINISH);
  assert(status == Z_STREAM_END);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

std::string make_zip(const std::vector<std::pair<std::string, std::string>>& parts) {
  std::string file;
  std::string directory;
  for (const auto& [name, content] : parts) {
    const std::string packed = deflated(content, true);
    const std::string sizes = little(0, 4) + little(static_cast<uint32_t>(packed.size()), 4) +
                              little(static_cast<uint32_t>(content.size()), 4);
    const std::string common = little(0, 2) + little(8, 2) + little(0, 4) + sizes +
                               little(static_cast<uint32_t>(name.size()), 2) + little(0, 2);
    directory += "PK\1\2" + little(20, 2) + little(20, 2) + common + little(0, 2) + little(0, 2) +
                 little(0, 2) + little(0, 4) + little(static_cast<uint32_t>(file.size()), 4) + name;
    file += "PK\3\4" + little(20, 2) + common + name + packed;
  }
  const auto count = static_cast<uint32_t>(parts.size());
  const auto begin = static_cast<uint32_t>(file.size());
  return file + directory + "PK\5\6" + little(0, 4) + little(count, 2) + little(count, 2) +
         little(static_cast<uint32_t>(directory.size()), 4) + little(begin, 4) + little(0, 2);
}

std::string text_slide(const std::string& text) {
  return "<?xml version=\"1.0\"?><p:sld xmlns:a=\"a\" "
         "xmlns:p=\"p\"><p:cSld><p:spTree><p:sp><p:txBody>"
         "<a:p><a:r><a:t>" +
         text + "</a:t></a:r></a:p></p:txBody></p:sp></p:spTree></p:cSld></p:sld>";
}

std::string picture_slide() {
  return "<p:sld xmlns:p=\"p\" xmlns:a=\"a\" xmlns:r=\"r\"><p:cSld><p:spTree><p:pic><p:blipFill>"
         "<a:blip r:embed=\"rId9\"/></p:blipFill></p:pic></p:spTree></p:cSld></p:sld>";
}

std::string relation(const std::string& id, const std::string& type, const std::string& target) {
  return "<Relationships><Relationship Id=\"" + id + "\" Type=\"http://x/relationships/" + type +
         "\" Target=\"" + target + "\"/></Relationships>";
}

std::string make_png(uint32_t width, uint32_t height) {
  return "\x89PNG\r\n\x1a\n" + big(13, 4) + "IHDR" + big(width, 4) + big(height, 4);
}

std::string make_deck(const std::string& slide,
                      std::vector<std::pair<std::string, std::string>> parts) {
  parts.emplace_back("[Content_Types].xml", "<Types/>");
  parts.emplace_back("ppt/slides/slide1.xml", slide);
  parts.emplace_back("ppt/presentation.xml",
                     "<p:presentation xmlns:p=\"p\" xmlns:r=\"r\"><p:sldIdLst><p:sldId id=\"256\" "
                     "r:id=\"rId1\"/></p:sldIdLst></p:presentation>");
  parts.emplace_back("ppt/_rels/presentation.xml.rels",
                     relation("rId1", "slide", "slides/slide1.xml"));
  return make_zip(parts);
}

std::string make_pptx(int named, int present) {
  std::string list;
  std::string relations =
      "<Relationship Id=\"rId0\" Type=\"http://x/relationships/slideMaster\" "
      "Target=\"slideMasters/slideMaster1.xml\"/>";
  std::vector<std::pair<std::string, std::string>> parts = {{"[Content_Types].xml", "<Types/>"}};
  for (int i = 1; i <= named; ++i) {
    const std::string n = std::to_string(i);
    list += "<p:sldId id=\"" + std::to_string(255 + i) + "\" r:id=\"rId" + n + "\"/>";
    relations += "<Relationship Id=\"rId" + n +
                 "\" Type=\"http://x/relationships/slide\" Target=\"" +
                 (i % 2 == 0 ? "/ppt/" : "") + "slides/slide" + n + ".xml\"/>";
    if (i <= present) parts.emplace_back("ppt/slides/slide" + n + ".xml", text_slide("Page " + n));
  }
  parts.emplace_back("ppt/presentation.xml",
                     "<?xml version=\"1.0\"?><!-- <p:sldId r:id=\"rId1\"/> --><p:presentation>"
                     "<p:sldMasterIdLst><p:sldMasterId r:id=\"rId0\"/></p:sldMasterIdLst>"
                     "<p:sldIdLst>" +
                         list + "</p:sldIdLst></p:presentation>");
  parts.emplace_back("ppt/_rels/presentation.xml.rels",
                     "<Relationships>" + relations + "</Relationships>");
  return make_zip(parts);
}

namespace {

// Objects 1 (catalog), 2 (page tree), 3 (what each page paints), 4… (pages), as their text.
std::vector<std::string> page_objects(int pages, PdfShape shape, const std::string& content) {
  std::vector<std::string> objects = {"<< /Type /Catalog /Pages 2 0 R >>", "", content};
  std::string kids;
  const auto ref = [&](size_t number) { kids += std::to_string(number) + " 0 R "; };
  for (int i = 0; i < pages; ++i) {
    objects.push_back(
        "<< /Type /Page /Parent 2 0 R /Contents 3 0 R /Title (a\\)b (c) >>) /Id <0aff> >>");
    ref(objects.size());
  }
  if (shape == PdfShape::kNestedTree) {
    objects.push_back("<< /Type /Pages /Kids [" + kids + "] >>");
    kids.clear();
    ref(objects.size());
    objects.push_back("<< /Type /Pages /Kids [" + kids + "] >>");
    kids.clear();
    ref(objects.size());
  }
  if (shape == PdfShape::kCircularTree) kids += "2 0 R";
  const int claimed = shape == PdfShape::kWrongCount ? 1000 : pages;
  objects[1] = "<< /Type /Pages /Count " + std::to_string(claimed) + " /Kids [" + kids + "] >>";
  return objects;
}

// Rows of the cross-reference stream under PNG's "up" predictor.
std::string predicted(const std::vector<std::string>& rows) {
  std::string result;
  std::string above(rows.front().size(), '\0');
  for (const std::string& row : rows) {
    result += '\2';
    for (size_t i = 0; i < row.size(); ++i) result += static_cast<char>(row[i] - above[i]);
    above = row;
  }
  return result;
}

// Streams may not stand in streams.
bool is_stream(const std::string& object) { return object.find("stream\n") != std::string::npos; }

std::string stream_pdf(const std::vector<std::string>& objects) {
  const auto count = static_cast<uint32_t>(objects.size());
  std::string header;
  std::string bodies;
  uint32_t inside = 0;
  for (size_t i = 0; i < objects.size(); ++i) {
    if (is_stream(objects[i])) continue;
    ++inside;
    header += std::to_string(i + 1) + " " + std::to_string(bodies.size()) + " ";
    bodies += objects[i] + " ";
  }
  const std::string packed = deflated(header + bodies, false);
  const std::string stream_number = std::to_string(count + 1);
  const std::string table_number = std::to_string(count + 2);
  std::string file = "%PDF-1.7\n";
  const auto stream_at = static_cast<uint32_t>(file.size());
  file += stream_number + " 0 obj\n<< /Type /ObjStm /N " + std::to_string(inside) + " /First " +
          std::to_string(header.size()) + " /Filter [/FlateDecode] /Length " +
          std::to_string(packed.size()) + " >>\nstream\r\n" + packed + "\nendstream\nendobj\n";
  std::map<uint32_t, uint32_t> at_of;
  for (uint32_t i = 0; i < count; ++i) {
    if (!is_stream(objects[i])) continue;
    at_of[i] = static_cast<uint32_t>(file.size());
    file += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
  }
  const size_t table_at = file.size();
  std::vector<std::string> rows = {big(0, 1) + big(0, 3) + big(0, 1)};
  uint32_t index = 0;
  for (uint32_t i = 0; i < count; ++i) {
    rows.push_back(is_stream(objects[i]) ? big(1, 1) + big(at_of[i], 3) + big(0, 1)
                                         : big(2, 1) + big(count + 1, 3) + big(index++, 1));
  }
  rows.push_back(big(1, 1) + big(stream_at, 3) + big(0, 1));
  const std::string table = deflated(predicted(rows), false);
  return file + table_number + " 0 obj\n<< /Type /XRef /W [1 3 1] /Root 1 0 R /Size " +
         std::to_string(rows.size()) +
         " /Filter /FlateDecode /DecodeParms << /Predictor 12 /Columns 5 >> /Length " +
         std::to_string(table.size()) + " >>\nstream\n" + table +
         "\nendstream\nendobj\nstartxref\n" + std::to_string(table_at) + "\n%%EOF\n";
}

}  // namespace

std::string pdf_stream(const std::string& data, const std::string& entries) {
  return "<< /Length " + std::to_string(data.size()) + " " + entries + " >>\nstream\n" + data +
         "\nendstream";
}

std::string make_pdf(int pages, PdfShape shape) {
  const std::string content = "BT /F1 12 Tf 72 720 Td (Page) Tj ET";
  const std::vector<std::string> objects =
      page_objects(pages, shape, pdf_stream(deflated(content, false), "/Filter /FlateDecode"));
  if (shape == PdfShape::kStreams) return stream_pdf(objects);
  return make_pdf_of(objects, shape == PdfShape::kBrokenTable);
}

std::string make_pdf_of(const std::vector<std::string>& objects, bool broken_table) {
  std::string file = "%PDF-1.4\n%\xe2\xe3\xcf\xd3\n";
  std::string table = "0000000000 65535 f \n";
  for (size_t i = 0; i < objects.size(); ++i) {
    const std::string at = std::to_string(file.size());
    table += std::string(10 - at.size(), '0') + at + " 00000 n \n";
    file += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
  }
  const size_t table_at = broken_table ? 5 : file.size();
  const std::string size = std::to_string(objects.size() + 1);
  return file + "xref\n0 " + size + "\n" + table + "trailer\n<< /Size " + size +
         " /Root 1 0 R >>\nstartxref\n" + std::to_string(table_at) + "\n%%EOF\n";
}

std::string make_jpeg(int width, int height, std::string_view exif) {
  std::string file = "\xff\xd8";
  if (!exif.empty()) {
    const std::string content = std::string("Exif\0\0"sv) + std::string(exif);
    file += "\xff\xe1" + big(static_cast<uint32_t>(content.size() + 2), 2) + content;
  }
  return file + "\xff\xc0" + big(11, 2) + big(8, 1) + big(static_cast<uint32_t>(height), 2) +
         big(static_cast<uint32_t>(width), 2) + big(1, 1) + "\1\x11" + big(0, 1) + "\xff\xd9";
}

namespace {

// The data of a JPEG's scan.
class ScanBits {
 public:
  void put(uint32_t value, int bits) {
    for (int i = bits - 1; i >= 0; --i) {
      held_ = held_ << 1 | (value >> i & 1);
      if (++held_bits_ < 8) continue;
      data_ += static_cast<char>(held_);
      if ((held_ & 0xff) == 0xff) data_ += '\0';
      held_bits_ = 0;
    }
  }
  // A DC coefficient's difference: its size in four bits, then its bits.
  void put_difference(int difference) {
    int bits = 0;
    while (std::abs(difference) >> bits != 0) ++bits;
    put(static_cast<uint32_t>(bits), 4);
    put(static_cast<uint32_t>(difference < 0 ? difference + (1 << bits) - 1 : difference), bits);
  }
  void fill_up() {
    while (held_bits_ != 0) put(1, 1);
  }
  void restart(int number) {
    fill_up();
    data_ += '\xff';
    data_ += static_cast<char>(0xd0 + number % 8);
  }
  std::string take() {
    fill_up();
    return std::exchange(data_, {});
  }

 private:
  std::string data_;
  uint32_t held_ = 0;
  int held_bits_ = 0;
};

// DC: 12 sizes, each with a code of four bits that is the size. AC: "0" ends the block.
std::string huffman_tables() {
  const std::string counts = std::string(3, '\0') + "\x0c" + std::string(12, '\0');
  std::string tables = "\xff\xc4" + big(19 + 12, 2) + big(0x00, 1) + counts;
  for (char size = 0; size < 12; ++size) tables += size;
  return tables + "\xff\xc4" + big(19 + 1, 2) + big(0x10, 1) + "\1" + std::string(15, '\0') + '\0';
}

std::string quantization_table() {
  return "\xff\xdb" + big(67, 2) + big(0, 1) + std::string(64, '\1');
}

std::string frame_head(char marker, int width, int height, int components) {
  return std::string("\xff") + marker + big(static_cast<uint32_t>(8 + 3 * components), 2) +
         big(8, 1) + big(static_cast<uint32_t>(height), 2) + big(static_cast<uint32_t>(width), 2) +
         big(static_cast<uint32_t>(components), 1);
}

std::string scan_head(const std::vector<int>& components, int first, int last, int bits) {
  std::string head = "\xff\xda" + big(static_cast<uint32_t>(6 + 2 * components.size()), 2) +
                     big(static_cast<uint32_t>(components.size()), 1);
  for (const int id : components) head += big(static_cast<uint32_t>(id), 1) + big(0, 1);
  return head + big(static_cast<uint32_t>(first), 1) + big(static_cast<uint32_t>(last), 1) +
         big(static_cast<uint32_t>(bits), 1);
}

}  // namespace

std::string make_grey_jpeg(int width, int height, const std::function<int(int, int)>& brightness) {
  std::string file = "\xff\xd8" + quantization_table() + frame_head('\xc0', width, height, 1) +
                     "\1\x11" + big(0, 1) + huffman_tables() + scan_head({1}, 0, 63, 0);
  ScanBits bits;
  int before = 0;
  for (int y = 0; y < (height + 7) / 8; ++y) {
    for (int x = 0; x < (width + 7) / 8; ++x) {
      const int mean = (brightness(x, y) - 128) * 8;
      bits.put_difference(mean - std::exchange(before, mean));
      bits.put(0, 1);
    }
  }
  return file + bits.take() + "\xff\xd9";
}

std::string make_progressive_jpeg(int width, int height, const Progressive& how,
                                  const std::function<int(int, int)>& brightness) {
  std::string file = "\xff\xd8" + quantization_table() + frame_head('\xc2', width, height, 3) +
                     "\1\x22" + big(0, 1) + "\2\x11" + big(0, 1) + "\3\x11" + big(0, 1) +
                     huffman_tables();
  if (how.restart_interval > 0) {
    file += "\xff\xdd" + big(4, 2) + big(static_cast<uint32_t>(how.restart_interval), 2);
  }
  const auto upper = [&](int x, int y) { return ((brightness(x, y) - 128) * 8) >> how.low_bits; };
  const int units_across = (width + 15) / 16;
  const int units_down = (height + 15) / 16;
  ScanBits bits;
  int before = 0;
  int unit = 0;
  const auto begin_unit = [&] {
    if (how.restart_interval > 0 && unit > 0 && unit % how.restart_interval == 0) {
      bits.restart(unit / how.restart_interval - 1);
      before = 0;
    }
    ++unit;
  };
  const auto luma = [&](int x, int y) {
    const int dc = upper(x, y);
    bits.put_difference(dc - std::exchange(before, dc));
  };
  const std::string luma_alone = [&]() -> std::string {
    if (how.interleaved) return {};
    for (int y = 0; y < (height + 7) / 8; ++y) {
      for (int x = 0; x < (width + 7) / 8; ++x) {
        begin_unit();
        luma(x, y);
      }
    }
    return scan_head({1}, 0, 0, how.low_bits) + bits.take();
  }();
  std::string colours;
  for (const int id : {2, 3}) {
    unit = 0;
    for (int i = 0; i < units_across * units_down; ++i) {
      begin_unit();
      bits.put_difference(0);
    }
    colours += scan_head({id}, 0, 0, how.low_bits) + bits.take();
  }
  if (how.interleaved) {
    unit = before = 0;
    for (int i = 0; i < units_across * units_down; ++i) {
      begin_unit();
      for (int block = 0; block < 4; ++block) {
        luma(i % units_across * 2 + block % 2, i / units_across * 2 + block / 2);
      }
      bits.put_difference(0);
      bits.put_difference(0);
    }
    file += scan_head({1, 2, 3}, 0, 0, how.low_bits) + bits.take();
  } else {
    file += how.colours_first ? colours + luma_alone : luma_alone + colours;
  }
  // All other coefficients are 0: each block ends at once.
  unit = 0;
  for (int i = 0; i < (width + 7) / 8 * ((height + 7) / 8); ++i) {
    begin_unit();
    bits.put(0, 1);
  }
  file += scan_head({1}, 1, 63, 0) + bits.take();
  return file + "\xff\xd9";
}

std::string with_capture(const std::string& jpeg, std::string_view record) {
  const std::string content = std::string(kCaptureMark) + std::string(record);
  return jpeg.substr(0, 2) + "\xff\xe9" + big(static_cast<uint32_t>(content.size() + 2), 2) +
         content + jpeg.substr(2);
}

std::string make_exif(bool big_endian, std::string_view time, std::string_view offset,
                      char north_south, char east_west) {
  const auto number = [&](uint32_t value, size_t size) {
    return big_endian ? big(value, size) : little(value, size);
  };
  // Directories at fixed places: 8 (first), 40 (Exif), 80 (GPS), values from 150 on.
  const auto entry = [&](uint32_t tag, uint32_t type, uint32_t count, std::string value) {
    value.resize(4, '\0');
    return number(tag, 2) + number(type, 2) + number(count, 4) + value;
  };
  std::string file = (big_endian ? std::string("MM\0*"sv) : std::string("II*\0"sv)) + number(8, 4);
  const auto pad = [&](size_t size) { file.resize(size, '\0'); };
  file += number(2, 2) + entry(0x8769, 4, 1, number(40, 4)) + entry(0x8825, 4, 1, number(80, 4));
  pad(40);
  file += number(2, 2) + entry(0x9003, 2, 20, number(150, 4)) + entry(0x9011, 2, 7, number(170, 4));
  pad(80);
  file += number(4, 2) + entry(1, 2, 2, std::string(1, north_south)) +
          entry(2, 5, 3, number(180, 4)) + entry(3, 2, 2, std::string(1, east_west)) +
          entry(4, 5, 3, number(204, 4));
  pad(150);
  file += time;
  pad(170);
  file += offset;
  pad(180);
  for (const uint32_t part : {30u, 1u, 15u, 1u, 95u, 10u}) file += number(part, 4);
  for (const uint32_t part : {120u, 1u, 10u, 1u, 0u, 1u}) file += number(part, 4);
  return file;
}

}  // namespace tollgate::evidence
