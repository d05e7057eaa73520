#include "tollgate/evidence/inspect.h"

#include <nlohmann/json.hpp>

#include "image/exif.h"
#include "image/image_size.h"
#include "image/jpeg_luma.h"
#include "image/jpeg_segments.h"
#include "image/picture_hash.h"
#include "image/png_luma.h"
#include "media_type.h"
#include "pdf/pdf_pages.h"
#include "tollgate/base/sha256.h"
#include "tollgate/base/utf8.h"
#include "tollgate/evidence/capture.h"
#include "zip/presentation.h"

namespace tollgate::evidence {
namespace {

constexpr const char* kPresentation =
    "application/vnd.openxmlformats-officedocument.presentationml.presentation";
constexpr size_t kMaxNameCharacters = 200;

void note(EvidenceFacts& facts, const char* code, const char* zh, const char* en) {
  facts.notes.push_back(make_warning(code, {zh, en}, {facts.name, {}, {}}));
}

void inspect_presentation(EvidenceFacts& facts, std::string_view bytes, UnpackBudget& budget) {
  const std::optional<ZipArchive> archive = ZipArchive::open(bytes);
  TextFound text;
  if (archive) facts.slides_with_content = slides_with_content(*archive, budget, text);
  if (facts.slides_with_content) {
    facts.slides = facts.slides_with_content;
    facts.text_found = std::move(text).take();
  } else {
    facts.media_type = "application/zip";
    note(facts, "evidence.damaged_archive", "演示文稿已损坏，无法数出幻灯片",
         "the presentation is damaged: its slides cannot be counted");
  }
}

void inspect_pdf(EvidenceFacts& facts, std::string_view bytes, UnpackBudget& budget) {
  TextFound text;
  const PdfPages pages = count_pages(bytes, budget, text);
  facts.pages = facts.pages_with_content = pages.with_content;
  if (pages.with_content) {
    facts.text_found = std::move(text).take();
    return;
  }
  if (pages.too_complex) {
    note(facts, "evidence.too_complex", "PDF 过于复杂，无法数出页数",
         "the PDF is too complex: its pages cannot be counted");
  } else if (pages.encrypted) {
    note(facts, "evidence.encrypted_pdf", "PDF 已加密，无法数出页数；请上传未加密的文件",
         "the PDF is encrypted: its pages cannot be counted; hand in one without a password");
  } else {
    facts.media_type = is_plain_text(bytes) ? "text/plain" : "application/octet-stream";
    note(facts, "evidence.damaged_pdf", "PDF 已损坏，无法数出页数",
         "the PDF is damaged: its pages cannot be counted");
  }
}

std::string hex_of(uint64_t hash) {
  std::string text(16, '0');
  for (size_t i = text.size(); i-- > 0; hash >>= 4) text[i] = "0123456789abcdef"[hash & 0x0f];
  return text;
}

void inspect_image(EvidenceFacts& facts, std::string_view bytes) {
  if (const auto size = image_size(facts.media_type, bytes)) {
    facts.width = size->width;
    facts.height = size->height;
  } else if (has_known_size(facts.media_type)) {
    facts.media_type = "application/octet-stream";
    note(facts, "evidence.damaged_picture", "图片已损坏，读不出大小",
         "the picture is damaged: its size cannot be read");
    return;
  }
  const bool is_jpeg = facts.media_type == "image/jpeg";
  const bool is_png = facts.media_type == "image/png";
  const std::optional<LumaBlocks> blocks = is_jpeg  ? read_luma_blocks(bytes)
                                           : is_png ? read_png_luma(bytes)
                                                    : std::nullopt;
  if (blocks) {
    facts.damaged = !blocks->whole;
    if (const auto hash = picture_hash(*blocks)) facts.picture_hash = hex_of(*hash);
  }
  if (!is_jpeg) return;
  // A head alone says any size.
  JpegSegments segments(bytes);
  while (segments.next()) {
  }
  if (!segments.is_at_scan()) facts.damaged = true;
  if (auto capture = read_capture(bytes)) facts.capture = *std::move(capture);
  ExifFacts exif = read_exif(bytes);
  facts.captured_at = std::move(exif.captured_at);
  facts.latitude = std::move(exif.latitude);
  facts.longitude = std::move(exif.longitude);
}

std::string clean_name(std::string_view name) {
  if (name.empty() || invalid_utf8_at(name)) return "file";
  return std::string(prefix_of_code_points(name, kMaxNameCharacters));
}

}  // namespace

Result<EvidenceFacts> inspect(std::string_view name, std::string_view bytes,
                              const InspectLimits& limits) {
  EvidenceFacts facts;
  facts.name = clean_name(name);
  if (bytes.empty()) {
    return make_error("evidence.empty", {"文件是空的", "the file is empty"}, {facts.name, {}, {}});
  }
  if (bytes.size() > limits.max_bytes) {
    const std::string most = std::to_string(limits.max_bytes >> 20);
    return make_error(
        "evidence.too_large",
        {"文件太大：最多 " + most + " MiB", "the file is too large: at most " + most + " MiB"},
        {facts.name, {}, {}});
  }
  facts.size_bytes = bytes.size();
  facts.sha256 = hex(sha256(bytes));
  facts.media_type = media_type_of(bytes);
  UnpackBudget budget{limits.max_unpacked_bytes};
  if (facts.media_type == kPresentation) {
    inspect_presentation(facts, bytes, budget);
  } else if (facts.media_type == "application/pdf") {
    inspect_pdf(facts, bytes, budget);
  } else if (facts.media_type.starts_with("image/")) {
    inspect_image(facts, bytes);
  }
  return facts;
}

Json to_json(const EvidenceFacts& facts) {
  Json json = {{"name", facts.name},
               {"media_type", facts.media_type},
               {"size_bytes", facts.size_bytes},
               {"sha256", facts.sha256}};
  const auto number = [&](const char* member, const std::optional<int64_t>& value) {
    if (value) json[member] = *value;
  };
  const auto text = [&](const char* member, const std::string& value) {
    if (!value.empty()) json[member] = value;
  };
  number("slides", facts.slides);
  number("pages", facts.pages);
  number("slides_with_content", facts.slides_with_content);
  number("pages_with_content", facts.pages_with_content);
  text("text_found", facts.text_found);
  number("width", facts.width);
  number("height", facts.height);
  text("picture_hash", facts.picture_hash);
  if (facts.damaged) json["damaged"] = true;
  if (!facts.capture.is_null()) json["capture"] = facts.capture;
  text("captured_at", facts.captured_at);
  text("latitude", facts.latitude);
  text("longitude", facts.longitude);
  return json;
}

}  // namespace tollgate::evidence
