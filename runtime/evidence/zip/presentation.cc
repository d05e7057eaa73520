#include "zip/presentation.h"

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "image/image_size.h"
#include "tollgate/evidence/inspect.h"
#include "zip/xml_reader.h"

namespace tollgate::evidence {
namespace {

using PieceKind = XmlPiece::Kind;
using Relations = std::map<std::string, std::string, std::less<>>;  // part names by id

constexpr std::string_view kPresentation = "ppt/presentation.xml";
constexpr size_t kPictureStart = 65'536;  // bytes; a JPEG's size stands behind its Exif data
constexpr int64_t kSmallestPicture = 16;  // pixels; what is smaller shows nothing

// "../media/image1.png" seen from "ppt/slides/slide1.xml"; "/ppt/media/image1.png" is absolute.
std::string part_name(std::string_view from, std::string_view target) {
  if (target.starts_with('/')) return std::string(target.substr(1));
  std::string_view folder = from.substr(0, from.rfind('/'));
  while (target.starts_with("../")) {
    target.remove_prefix(3);
    const size_t slash = folder.rfind('/');
    folder = slash == std::string_view::npos ? std::string_view() : folder.substr(0, slash);
  }
  return folder.empty() ? std::string(target) : std::string(folder) + "/" + std::string(target);
}

class Presentation {
 public:
  Presentation(const ZipArchive& archive, UnpackBudget& budget, TextFound& text)
      : archive_(archive), budget_(budget), text_(text) {
    for (const ZipEntry& entry : archive.entries()) parts_.emplace(entry.name, &entry);
  }

  std::optional<int64_t> slides() {
    const std::optional<std::string> presentation = read(kPresentation);
    std::optional<Relations> relations = relations_of(kPresentation, "/slide");
    if (!presentation || !relations) return std::nullopt;
    int64_t count = 0;
    XmlReader reader(*presentation);
    while (const auto piece = reader.next()) {
      if (piece->kind != PieceKind::kStart || piece->name != "sldId") continue;
      const auto slide = relations->find(piece->linked("id"));
      if (slide == relations->end()) continue;
      // One that is named twice is one slide.
      const std::string part = std::move(slide->second);
      relations->erase(slide);
      if (seen_.insert(part).second && shows_something(part)) ++count;
    }
    return count;
  }

 private:
  std::optional<std::string> read(std::string_view name) {
    const auto part = parts_.find(name);
    if (part == parts_.end()) return std::nullopt;
    return archive_.read(*part->second, budget_);
  }

  // The parts that a part refers to; `type` is what the relations' type ends with.
  std::optional<Relations> relations_of(std::string_view part, std::string_view type) {
    const size_t slash = part.rfind('/');
    const std::string name = std::string(part.substr(0, slash)) + "/_rels/" +
                             std::string(part.substr(slash + 1)) + ".rels";
    const std::optional<std::string> text = read(name);
    if (!text) return std::nullopt;
    Relations relations;
    XmlReader reader(*text);
    while (const auto piece = reader.next()) {
      if (piece->kind != PieceKind::kStart || piece->name != "Relationship") continue;
      if (!piece->attribute("Type").ends_with(type)) continue;
      if (piece->attribute("TargetMode") == "External") continue;
      relations[std::string(piece->attribute("Id"))] = part_name(part, piece->attribute("Target"));
    }
    return relations;
  }

  bool is_picture(std::string_view name) {
    const auto part = parts_.find(name);
    if (part == parts_.end()) return false;
    const std::string start = archive_.read_start(*part->second, kPictureStart, budget_);
    const std::string type = media_type_of(start);
    if (type.starts_with("image/")) {
      const std::optional<ImageSize> size = image_size(type, start);
      return !size || (size->width >= kSmallestPicture && size->height >= kSmallestPicture);
    }
    // Drawings: [MS-EMF] 2.3.4.2, [MS-WMF] 2.3.2.3, SVG.
    return (start.starts_with(std::string_view("\1\0\0\0", 4)) && start.substr(40, 4) == " EMF") ||
           start.starts_with("\xd7\xcd\xc6\x9a") || start.find("<svg") != std::string::npos;
  }

  bool is_whole_xml(std::string_view name) {
    const std::optional<std::string> text = read(name);
    if (!text) return false;
    XmlReader reader(*text);
    while (reader.next()) {
    }
    return reader.well_formed();
  }

  // ECMA-376, 19.3.1.38: one that is hidden is skipped by whoever shows the slides.
  static bool is_shown_slide(const XmlPiece& root) {
    if (root.kind != PieceKind::kStart || root.name != "sld") return false;
    const std::string_view show = root.attribute("show");
    return show != "0" && show != "false";
  }

  bool shows_something(const std::string& part) {
    const std::optional<std::string> slide = read(part);
    if (!slide) return false;
    bool has_text = false;
    std::vector<std::string> pictures;  // relation ids
    std::vector<std::string> drawings;  // charts and diagrams
    std::vector<std::string> lines;
    std::string line;
    bool in_text = false;
    bool has_root = false;
    XmlReader reader(*slide);
    while (const auto piece = reader.next()) {
      if (!std::exchange(has_root, true) && !is_shown_slide(*piece)) return false;
      if (piece->kind == PieceKind::kText) {
        if (!in_text) continue;
        line += piece->text;
        has_text = has_text || !is_blank(piece->text);
      } else if (piece->name == "t") {
        in_text = piece->kind == PieceKind::kStart;
      } else if (piece->kind == PieceKind::kEnd) {
        if (piece->name == "p" && !line.empty()) lines.push_back(std::exchange(line, {}));
      } else if (piece->name == "blip") {
        pictures.emplace_back(piece->linked("embed"));
      } else if (piece->name == "chart") {
        drawings.emplace_back(piece->linked("id"));
      } else if (piece->name == "relIds") {
        drawings.emplace_back(piece->linked("dm"));
      }
    }
    if (!reader.well_formed()) return false;
    for (const std::string& one : lines) {
      text_.add(one);
      text_.end_line();
    }
    return has_text || leads_to(part, "/image", pictures, &Presentation::is_picture) ||
           leads_to(part, "/chart", drawings, &Presentation::is_whole_xml) ||
           leads_to(part, "/diagramData", drawings, &Presentation::is_whole_xml);
  }

  bool leads_to(std::string_view part, std::string_view type, const std::vector<std::string>& ids,
                bool (Presentation::*is_one)(std::string_view)) {
    if (ids.empty()) return false;
    const std::optional<Relations> relations = relations_of(part, type);
    if (!relations) return false;
    for (const std::string& id : ids) {
      const auto target = relations->find(id);
      if (target != relations->end() && (this->*is_one)(target->second)) return true;
    }
    return false;
  }

  const ZipArchive& archive_;
  UnpackBudget& budget_;
  TextFound& text_;
  std::map<std::string_view, const ZipEntry*> parts_;
  std::set<std::string> seen_;
};

}  // namespace

std::optional<int64_t> slides_with_content(const ZipArchive& archive, UnpackBudget& budget,
                                           TextFound& text) {
  return Presentation(archive, budget, text).slides();
}

}  // namespace tollgate::evidence
