#include "pdf/pdf_file.h"

#include <set>
#include <vector>

namespace tollgate::evidence {
namespace {

using Kind = PdfObject::Kind;

constexpr size_t kMaxTables = 500;             // incremental updates of one file
constexpr int64_t kHighestNumber = 8'388'607;  // ISO 32000-1, annex C
constexpr size_t kMaxObjects = 500'000;

}  // namespace

PdfFile::PdfFile(std::string_view bytes, PdfBudget& budget, UnpackBudget& unpack_budget)
    : bytes_(bytes), budget_(budget), unpack_budget_(unpack_budget) {}

void PdfFile::know(int64_t number, Location location) {
  // Newer tables are read first: what is known already stays.
  if (number >= 0 && number <= kHighestNumber && locations_.size() < kMaxObjects) {
    locations_.emplace(number, location);
  }
}

bool PdfFile::read_tables() {
  const size_t mark = bytes_.rfind("startxref");
  if (mark == std::string_view::npos) return false;
  PdfParser parser(bytes_, mark + 9, budget_);
  std::optional<int64_t> at = parser.whole_number();
  std::set<int64_t> seen;
  while (at && seen.size() < kMaxTables && seen.insert(*at).second) {
    PdfObject dictionary;
    if (!read_table_at(static_cast<size_t>(*at), dictionary)) return false;
    if (trailer_.is(Kind::kNull)) trailer_ = dictionary;
    // 7.5.8.4: a hybrid file's stream comes before its older tables.
    if (const auto hybrid = dictionary.number_at("XRefStm"); hybrid && *hybrid >= 0) {
      PdfObject unused;
      if (seen.insert(*hybrid).second) read_table_at(static_cast<size_t>(*hybrid), unused);
    }
    at = dictionary.number_at("Prev");
    if (at && *at < 0) at.reset();
  }
  return trailer_.find("Root") != nullptr;
}

bool PdfFile::read_table_at(size_t at, PdfObject& dictionary) {
  if (at >= bytes_.size()) return false;
  PdfParser parser(bytes_, at, budget_);
  if (parser.keyword("xref")) return read_classic_table(parser, dictionary);
  return read_table_stream(at, dictionary);
}

// 7.5.4: sections of lines "offset generation n", then the trailer.
bool PdfFile::read_classic_table(PdfParser& parser, PdfObject& dictionary) {
  while (!parser.keyword("trailer")) {
    const auto first = parser.whole_number();
    const auto count = parser.whole_number();
    if (!first || !count) return false;
    for (int64_t i = 0; i < *count; ++i) {
      const auto offset = parser.whole_number();
      const auto generation = parser.whole_number();
      if (!offset || !generation) return false;
      if (parser.keyword("n")) {
        know(*first + i, {false, *offset});
      } else if (!parser.keyword("f")) {
        return false;
      }
    }
  }
  std::optional<PdfObject> read = parser.object();
  if (!read || !read->is(Kind::kDictionary)) return false;
  dictionary = std::move(*read);
  return true;
}

// 7.5.8: the table as a stream of rows.
bool PdfFile::read_table_stream(size_t at, PdfObject& dictionary) {
  size_t end = 0;
  std::optional<PdfObject> read = object_at(at, -1, &end);
  if (!read || !read->is(Kind::kDictionary)) return false;
  const PdfObject* type = read->find("Type");
  if (type == nullptr || !type->is_name("XRef")) return false;
  const std::optional<std::string> rows = stream_data(*read, end);
  if (!rows) return false;
  read_table_rows(*read, *rows);
  dictionary = std::move(*read);
  return true;
}

void PdfFile::read_table_rows(const PdfObject& dictionary, std::string_view rows) {
  const PdfObject* widths = dictionary.find("W");
  if (widths == nullptr || widths->items.size() < 3) return;
  size_t width[3];
  for (size_t i = 0; i < 3; ++i) {
    const int64_t w = widths->items[i].number;
    if (w < 0 || w > 8) return;
    width[i] = static_cast<size_t>(w);
  }
  const size_t row_size = width[0] + width[1] + width[2];
  if (row_size == 0) return;
  std::vector<int64_t> index;
  if (const PdfObject* given = dictionary.find("Index")) {
    for (const PdfObject& item : given->items) index.push_back(item.number);
  } else {
    index = {0, dictionary.number_at("Size").value_or(0)};
  }
  size_t row = 0;
  const auto field = [&](size_t which) {
    size_t at = row;
    for (size_t i = 0; i < which; ++i) at += width[i];
    uint64_t value = 0;
    for (size_t i = 0; i < width[which]; ++i) value = value << 8 | byte_at(rows, at + i);
    return static_cast<int64_t>(value & 0x7fffffffffff);
  };
  for (size_t section = 0; section + 1 < index.size(); section += 2) {
    for (int64_t i = 0; i < index[section + 1]; ++i, row += row_size) {
      if (row + row_size > rows.size()) return;
      const int64_t type = width[0] == 0 ? 1 : field(0);
      if (type == 1) know(index[section] + i, {false, field(1)});
      if (type == 2) know(index[section] + i, {true, field(1)});
    }
  }
}

std::optional<PdfObject> PdfFile::object_at(size_t at, int64_t number, size_t* end) {
  if (at >= bytes_.size()) return std::nullopt;
  PdfParser parser(bytes_, at, budget_);
  const auto found = parser.whole_number();
  if (!found || !parser.whole_number() || !parser.keyword("obj")) return std::nullopt;
  if (number >= 0 && *found != number) return std::nullopt;
  std::optional<PdfObject> object = parser.object();
  if (end != nullptr) *end = parser.at();
  return object;
}

std::vector<int64_t> PdfFile::numbers() const {
  std::vector<int64_t> numbers;
  for (const auto& [number, location] : locations_) numbers.push_back(number);
  return numbers;
}

std::optional<PdfObject> PdfFile::load(int64_t number) {
  const auto known = locations_.find(number);
  if (known == locations_.end()) return std::nullopt;
  if (!known->second.in_stream) {
    return object_at(static_cast<size_t>(known->second.at), number);
  }
  const ObjectStream* stream = object_stream(known->second.at);
  if (stream == nullptr) return std::nullopt;
  const auto offset = stream->offsets.find(number);
  if (offset == stream->offsets.end()) return std::nullopt;
  return PdfParser(stream->bytes, offset->second, budget_).object();
}

std::optional<std::string> PdfFile::stream(int64_t number) {
  const auto known = locations_.find(number);
  if (known == locations_.end() || known->second.in_stream) return std::nullopt;
  size_t end = 0;
  const auto dictionary = object_at(static_cast<size_t>(known->second.at), number, &end);
  if (!dictionary || !dictionary->is(Kind::kDictionary)) return std::nullopt;
  return stream_data(*dictionary, end);
}

bool PdfFile::has_stream(int64_t number) {
  const auto known = locations_.find(number);
  if (known == locations_.end() || known->second.in_stream) return false;
  size_t end = 0;
  const auto dictionary = object_at(static_cast<size_t>(known->second.at), number, &end);
  if (!dictionary || !dictionary->is(Kind::kDictionary)) return false;
  const std::optional<std::string_view> packed = packed_data(*dictionary, end);
  return packed && !packed->empty();
}

std::optional<PdfObject> PdfFile::resolve(const PdfObject& value) {
  // A reference to a reference is not allowed (7.3.10), so one step is enough.
  if (value.is(Kind::kRef)) return load(value.number);
  return value;
}

// 7.5.7: N pairs of object number and offset, then the objects from First on.
const PdfFile::ObjectStream* PdfFile::object_stream(int64_t number) {
  const auto [slot, fresh] = streams_.try_emplace(number);
  if (!fresh) return slot->second ? &*slot->second : nullptr;
  const auto known = locations_.find(number);
  if (known == locations_.end() || known->second.in_stream) return nullptr;
  size_t end = 0;
  const auto dictionary = object_at(static_cast<size_t>(known->second.at), number, &end);
  if (!dictionary) return nullptr;
  const auto count = dictionary->number_at("N");
  const auto first = dictionary->number_at("First");
  std::optional<std::string> bytes = stream_data(*dictionary, end);
  if (!count || !first || !bytes || *first < 0) return nullptr;
  ObjectStream stream;
  PdfParser parser(*bytes, 0, budget_);
  for (int64_t i = 0; i < *count; ++i) {
    const auto object = parser.whole_number();
    const auto offset = parser.whole_number();
    if (!object || !offset || stream.offsets.size() >= kMaxObjects) break;
    stream.offsets.emplace(*object, static_cast<size_t>(*first + *offset));
  }
  stream.bytes = std::move(*bytes);
  slot->second = std::move(stream);
  return &*slot->second;
}

// Any object that stands as "12 0 obj", later ones before earlier ones; then what object streams
// hold, and the newest trailer that names a root.
void PdfFile::rebuild() {
  locations_.clear();
  streams_.clear();
  trailer_ = {};
  for (size_t at = bytes_.rfind("obj"); at != std::string_view::npos && at > 0;
       at = bytes_.rfind("obj", at - 1)) {
    size_t begin = at;
    const auto back = [&](auto accepts) {
      const size_t from = begin;
      while (begin > 0 && accepts(bytes_[begin - 1])) --begin;
      return begin < from;
    };
    if (!back(is_pdf_space) || !back(is_pdf_digit) || !back(is_pdf_space) || !back(is_pdf_digit))
      continue;
    const auto number = PdfParser(bytes_, begin, budget_).whole_number();
    if (number) know(*number, {false, static_cast<int64_t>(begin)});
  }
  for (size_t at = bytes_.rfind("trailer"); at != std::string_view::npos && trailer_.keys.empty();
       at = at > 0 ? bytes_.rfind("trailer", at - 1) : std::string_view::npos) {
    const auto found = PdfParser(bytes_, at + 7, budget_).object();
    if (found && found->find("Root") != nullptr) trailer_ = *found;
  }
  for (const int64_t number : numbers()) {
    const std::optional<PdfObject> object = load(number);
    const PdfObject* type = object ? object->find("Type") : nullptr;
    if (type == nullptr) continue;
    if (type->is_name("XRef") && trailer_.keys.empty() && object->find("Root") != nullptr) {
      trailer_ = *object;
    } else if (type->is_name("ObjStm")) {
      const ObjectStream* stream = object_stream(number);
      if (stream == nullptr) continue;
      for (const auto& [inner, offset] : stream->offsets) know(inner, {true, number});
    }
  }
}

}  // namespace tollgate::evidence
