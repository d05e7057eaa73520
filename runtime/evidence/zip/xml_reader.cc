#include "zip/xml_reader.h"

#include <algorithm>
#include <charconv>

#include "text_found.h"

namespace tollgate::evidence {
namespace {

using PieceKind = XmlPiece::Kind;

bool is_xml_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

std::string_view local_name(std::string_view name) {
  const size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == ':' ||
         c == '_' || c == '-' || c == '.' || static_cast<unsigned char>(c) >= 0x80;
}

// One attribute after the other; false at what is none.
template <typename Visit>
bool each_attribute(std::string_view text, Visit&& visit) {
  size_t at = 0;
  const auto skip_spaces = [&] {
    while (at < text.size() && is_xml_space(text[at])) ++at;
  };
  while (true) {
    skip_spaces();
    if (at >= text.size()) return true;
    const size_t begin = at;
    while (at < text.size() && is_name_character(text[at])) ++at;
    const std::string_view name = text.substr(begin, at - begin);
    skip_spaces();
    if (name.empty() || at >= text.size() || text[at] != '=') return false;
    ++at;
    skip_spaces();
    if (at >= text.size() || (text[at] != '"' && text[at] != '\'')) return false;
    const size_t value = at + 1;
    const size_t end = text.find(text[at], value);
    if (end == std::string_view::npos) return false;
    visit(name, text.substr(value, end - value));
    at = end + 1;
  }
}

// 4.1 and 4.6; nullopt for a reference that is none.
std::optional<std::string> with_references(std::string_view raw) {
  std::string text;
  size_t at = 0;
  while (at < raw.size()) {
    const size_t mark = raw.find('&', at);
    text.append(raw.substr(at, mark - at));
    if (mark == std::string_view::npos) break;
    const size_t end = raw.find(';', mark);
    constexpr size_t kLongest = 12;
    if (end == std::string_view::npos || end - mark > kLongest) return std::nullopt;
    std::string_view name = raw.substr(mark + 1, end - mark - 1);
    if (name.starts_with('#')) {
      name.remove_prefix(1);
      const bool hex = name.starts_with('x');
      if (hex) name.remove_prefix(1);
      uint32_t code = 0;
      const auto [stop, error] =
          std::from_chars(name.data(), name.data() + name.size(), code, hex ? 16 : 10);
      const bool whole = error == std::errc() && stop == name.data() + name.size();
      if (!whole || code == 0 || code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) {
        return std::nullopt;
      }
      append_code_point(text, code);
    } else if (name == "amp") {
      text += '&';
    } else if (name == "lt") {
      text += '<';
    } else if (name == "gt") {
      text += '>';
    } else if (name == "quot") {
      text += '"';
    } else if (name == "apos") {
      text += '\'';
    } else {
      return std::nullopt;
    }
    at = end + 1;
  }
  return text;
}

}  // namespace

std::string_view XmlPiece::attribute(std::string_view wanted) const {
  std::string_view found;
  each_attribute(attributes, [&](std::string_view full, std::string_view value) {
    if (full == wanted && found.empty()) found = value;
  });
  return found;
}

std::string_view XmlPiece::linked(std::string_view wanted) const {
  std::string_view found;
  each_attribute(attributes, [&](std::string_view full, std::string_view value) {
    const bool fits = full.size() > wanted.size() && local_name(full) == wanted;
    if (fits && found.empty()) found = value;
  });
  return found;
}

std::optional<XmlPiece> XmlReader::fault() {
  faulty_ = true;
  at_ = text_.size();
  return std::nullopt;
}

bool XmlReader::skip_past(std::string_view end) {
  const size_t found = text_.find(end, at_);
  if (found == std::string_view::npos) return false;
  at_ = found + end.size();
  return true;
}

std::optional<XmlPiece> XmlReader::text_until(size_t end) {
  const std::string_view raw = text_.substr(at_, end - at_);
  at_ = end;
  if (open_.empty()) {
    for (const char c : raw) {
      if (!is_xml_space(c) && !(raw.starts_with("\xef\xbb\xbf") && !had_root_)) return fault();
    }
    return next();
  }
  std::optional<std::string> text = with_references(raw);
  if (!text) return fault();
  XmlPiece piece;
  piece.kind = PieceKind::kText;
  piece.text = *std::move(text);
  return piece;
}

std::optional<XmlPiece> XmlReader::end_tag() {
  const size_t begin = at_ + 2;
  if (!skip_past(">")) return fault();
  std::string_view name = text_.substr(begin, at_ - 1 - begin);
  while (!name.empty() && is_xml_space(name.back())) name.remove_suffix(1);
  if (open_.empty() || open_.back() != name) return fault();
  open_.pop_back();
  XmlPiece piece;
  piece.kind = PieceKind::kEnd;
  piece.name = local_name(name);
  return piece;
}

std::optional<XmlPiece> XmlReader::start_tag() {
  const size_t begin = at_ + 1;
  // The tag ends at the first '>' outside quotes.
  size_t end = begin;
  char quote = 0;
  for (; end < text_.size() && (quote != 0 || text_[end] != '>'); ++end) {
    const char c = text_[end];
    if (quote != 0) {
      if (c == quote) quote = 0;
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '<') {
      return fault();
    }
  }
  if (end >= text_.size()) return fault();
  std::string_view inside = text_.substr(begin, end - begin);
  at_ = end + 1;
  pending_end_ = inside.ends_with('/');
  if (pending_end_) inside.remove_suffix(1);
  size_t name_end = 0;
  while (name_end < inside.size() && is_name_character(inside[name_end])) ++name_end;
  XmlPiece piece;
  piece.attributes = inside.substr(name_end);
  const std::string_view full = inside.substr(0, name_end);
  piece.name = local_name(full);
  const bool fits =
      !full.empty() && (piece.attributes.empty() || is_xml_space(piece.attributes[0]));
  if (!fits || !each_attribute(piece.attributes, [](auto, auto) {})) return fault();
  if (open_.size() >= kDeepest || (open_.empty() && had_root_)) return fault();
  had_root_ = true;
  open_.push_back(full);
  return piece;
}

std::optional<XmlPiece> XmlReader::next() {
  if (pending_end_) {
    pending_end_ = false;
    XmlPiece piece;
    piece.kind = PieceKind::kEnd;
    piece.name = local_name(open_.back());
    open_.pop_back();
    return piece;
  }
  while (at_ < text_.size()) {
    const size_t mark = std::min(text_.find('<', at_), text_.size());
    if (mark > at_) return text_until(mark);
    const std::string_view rest = text_.substr(at_);
    if (rest.starts_with("<!--")) {
      if (!skip_past("-->")) return fault();
    } else if (rest.starts_with("<?")) {
      if (!skip_past("?>")) return fault();
    } else if (rest.starts_with("<![CDATA[")) {
      const size_t begin = at_ + 9;
      if (!skip_past("]]>") || open_.empty()) return fault();
      XmlPiece piece;
      piece.kind = PieceKind::kText;
      piece.text = text_.substr(begin, at_ - 3 - begin);
      return piece;
    } else if (rest.starts_with("</")) {
      return end_tag();
    } else if (rest.starts_with("<!")) {
      return fault();  // a document type: none is allowed here, and none is read
    } else {
      return start_tag();
    }
  }
  return std::nullopt;
}

}  // namespace tollgate::evidence
