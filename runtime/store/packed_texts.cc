#include "packed_texts.h"

#include <algorithm>
#include <cstring>
#include <optional>

namespace tollgate::store {
namespace {

// Numbers lie with the lowest byte first, as all platforms that this runs on have them.
struct Header {
  uint32_t rows = 0;
  uint32_t texts = 0;
  uint32_t text_bytes = 0;
};

// So much of the text tells which byte of what is searched is rare.
constexpr size_t kSampledBytes = 2048;

template <typename T>
void append(std::string& bytes, const std::vector<T>& values) {
  if (values.empty()) return;
  bytes.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T));
}

template <typename T>
T number_at(std::string_view bytes, size_t at) {
  T number;
  std::memcpy(&number, bytes.data() + at * sizeof(T), sizeof(T));
  return number;
}

// The byte of `searched` that the text has least often: looking for it alone passes over most.
size_t rarest_byte(std::string_view text, std::string_view searched) {
  uint32_t counts[256] = {};
  for (const char c : text.substr(0, kSampledBytes)) ++counts[static_cast<unsigned char>(c)];
  size_t rarest = 0;
  for (size_t i = 1; i < searched.size(); ++i) {
    if (counts[static_cast<unsigned char>(searched[i])] <
        counts[static_cast<unsigned char>(searched[rarest])]) {
      rarest = i;
    }
  }
  return rarest;
}

// Where `searched` stands at `from` or later; npos: nowhere.
size_t find_from(std::string_view text, std::string_view searched, size_t rare, size_t from) {
  while (from + searched.size() <= text.size()) {
    const void* hit = std::memchr(text.data() + from + rare, searched[rare],
                                  text.size() - from - searched.size() + 1);
    if (hit == nullptr) break;
    const size_t at = static_cast<size_t>(static_cast<const char*>(hit) - text.data()) - rare;
    if (std::memcmp(text.data() + at, searched.data(), searched.size()) == 0) return at;
    from = at + 1;
  }
  return std::string_view::npos;
}

}  // namespace

std::string folded(std::string_view text) {
  std::string plain(text.substr(0, text.find('\0')));
  for (char& c : plain) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return plain;
}

void PackedTexts::add(std::string_view text, int status) { add_as_it_is(folded(text), status); }

void PackedTexts::add_as_it_is(std::string_view text, int status) {
  const auto [known, is_new] =
      known_.try_emplace(std::string(text), static_cast<uint16_t>(ends_.size() + 1));
  if (is_new) {
    texts_ += known->first;
    texts_ += '\0';
    ends_.push_back(static_cast<uint32_t>(texts_.size()));
  }
  codes_.push_back(known->second);
  statuses_.push_back(static_cast<uint8_t>(status));
}

void PackedTexts::add_none() {
  codes_.push_back(0);
  statuses_.push_back(0);
}

std::string PackedTexts::bytes() const {
  const Header header = {static_cast<uint32_t>(codes_.size()), static_cast<uint32_t>(ends_.size()),
                         static_cast<uint32_t>(texts_.size())};
  std::string bytes(reinterpret_cast<const char*>(&header), sizeof header);
  append(bytes, codes_);
  append(bytes, ends_);
  append(bytes, statuses_);
  return bytes + texts_;
}

namespace {

// The parts of what bytes() gave.
struct Parts {
  Header header;
  std::string_view codes;
  std::string_view ends;
  std::string_view statuses;
  std::string_view texts;
};

std::optional<Parts> parts_of(std::string_view bytes) {
  if (bytes.size() < sizeof(Header)) return std::nullopt;
  const auto header = number_at<Header>(bytes, 0);
  if (header.rows > kRowsOfChunk || header.texts > header.rows) return std::nullopt;
  const size_t codes_bytes = header.rows * sizeof(uint16_t);
  const size_t ends_bytes = header.texts * sizeof(uint32_t);
  bytes.remove_prefix(sizeof(Header));
  if (bytes.size() != codes_bytes + ends_bytes + header.rows + header.text_bytes) {
    return std::nullopt;
  }
  return Parts{header, bytes.substr(0, codes_bytes), bytes.substr(codes_bytes, ends_bytes),
               bytes.substr(codes_bytes + ends_bytes, header.rows),
               bytes.substr(bytes.size() - header.text_bytes)};
}

// `found`: by the texts' places, counted from 1.
bool visit_rows(const Parts& parts, const std::vector<bool>& found,
                const std::function<void(size_t row, int status)>& visit) {
  for (size_t row = 0; row < parts.header.rows; ++row) {
    const auto code = number_at<uint16_t>(parts.codes, row);
    if (code >= found.size()) return false;
    if (found[code]) visit(row, static_cast<unsigned char>(parts.statuses[row]));
  }
  return true;
}

}  // namespace

bool find_texts(std::string_view bytes, const std::function<bool(std::string_view text)>& is_meant,
                const std::function<void(size_t row, int status)>& visit) {
  const std::optional<Parts> parts = parts_of(bytes);
  if (!parts) return false;
  std::vector<bool> found(parts->header.texts + size_t{1});
  bool is_any = false;
  size_t begin = 0;
  for (size_t text = 0; text < parts->header.texts; ++text) {
    const size_t end = number_at<uint32_t>(parts->ends, text);
    if (end <= begin || end > parts->texts.size()) return false;
    if (is_meant(parts->texts.substr(begin, end - begin - 1))) found[text + 1] = is_any = true;
    begin = end;
  }
  return !is_any || visit_rows(*parts, found, visit);
}

bool find_in_texts(std::string_view bytes, std::string_view searched,
                   const std::function<void(size_t row, int status)>& visit) {
  const std::optional<Parts> parts = parts_of(bytes);
  if (!parts) return false;
  const auto& [header, codes, ends, statuses, texts] = *parts;

  std::vector<bool> found(header.texts + size_t{1});
  bool is_any = false;
  const size_t rare = rarest_byte(texts, searched);
  size_t text = 0;
  for (size_t at = 0; (at = find_from(texts, searched, rare, at)) != std::string_view::npos;) {
    while (text < header.texts && number_at<uint32_t>(ends, text) <= at) ++text;
    if (text == header.texts) return false;
    found[text + 1] = is_any = true;
    const size_t end = number_at<uint32_t>(ends, text);
    if (end <= at) return false;
    at = end;
  }
  return !is_any || visit_rows(*parts, found, visit);
}

}  // namespace tollgate::store
