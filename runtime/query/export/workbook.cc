#include "export/workbook.h"

#include <optional>

#include "tollgate/base/utf8.h"

namespace tollgate::query {
namespace {

// Places in `cellXfs` of styles.xml.
enum class Style : int { kPlain, kHead, kDate, kDateTime, kTime, kDuration };

constexpr int64_t kSecondsOfDay = 86'400;
constexpr int64_t kSerialOf1970 = 25'569;  // days from 1899-12-30
constexpr int64_t kFirstSerial = 61;       // 1900-03-01; before it spreadsheets disagree
constexpr int kExactDigits = 15;           // of a double
constexpr size_t kMaxCellCharacters = 32'767;
constexpr size_t kMaxSheetNameCharacters = 31;
constexpr std::string_view kXmlHead =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

// `text` for XML. Characters that XML cannot hold are left out, and what a spreadsheet would take
// for an escaped character (ECMA-376 part 1, 22.9.2.19) is escaped.
std::string xml_text(std::string_view text) {
  std::string out;
  out.reserve(text.size() + 16);
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\r':
        break;
      case '_':
        out += text.substr(i).starts_with("_x") ? "_x005F_" : "_";
        break;
      default:
        if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t') out += c;
    }
  }
  return out;
}

// At most so many characters as UTF-16 counts them.
std::string_view shortened(std::string_view text, size_t most) {
  size_t count = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if ((byte & 0xc0) == 0x80) continue;
    count += byte >= 0xf0 ? 2 : 1;
    if (count > most) return text.substr(0, i);
  }
  return text;
}

std::string column_name(size_t column) {
  std::string name;
  for (size_t left = column + 1; left > 0; left = (left - 1) / 26) {
    name.insert(name.begin(), static_cast<char>('A' + (left - 1) % 26));
  }
  return name;
}

std::string cell_begin(const std::string& place, Style style) {
  std::string out = "<c r=\"" + place + "\"";
  if (style != Style::kPlain) out += " s=\"" + std::to_string(static_cast<int>(style)) + "\"";
  return out;
}

std::string text_cell(const std::string& place, std::string_view text, Style style) {
  if (text.empty()) return {};
  return cell_begin(place, style) + " t=\"inlineStr\"><is><t xml:space=\"preserve\">" +
         xml_text(shortened(text, kMaxCellCharacters)) + "</t></is></c>";
}

std::string number_cell(const std::string& place, const std::string& number, Style style) {
  return cell_begin(place, style) + "><v>" + number + "</v></c>";
}

// Days and the part of a day, to ten digits: below a hundredth of a millisecond.
std::string serial_text(int64_t days, int64_t seconds) {
  constexpr int64_t kScale = 10'000'000'000;
  const int64_t part = (seconds * kScale + kSecondsOfDay / 2) / kSecondsOfDay;
  std::string digits = std::to_string(part);
  digits.insert(0, 10 - digits.size(), '0');
  return std::to_string(days) + "." + digits;
}

struct TypedNumber {
  std::string text;
  Style style;
};

// nullopt where the cell is text.
std::optional<TypedNumber> typed_number(const feel::Value& value) {
  switch (value.kind()) {
    case feel::Kind::kNumber: {
      const Decimal number = value.as_number().normalized();
      if (count_digits(number.coefficient()) > kExactDigits) return std::nullopt;
      return TypedNumber{number.to_text(), Style::kPlain};
    }
    case feel::Kind::kDate: {
      const int64_t days = value.as_date().days + kSerialOf1970;
      if (days < kFirstSerial) return std::nullopt;
      return TypedNumber{std::to_string(days), Style::kDate};
    }
    case feel::Kind::kDateTime: {
      const int64_t local = value.as_date_time().local_seconds;
      const int64_t days = floor_divide(local, kSecondsOfDay) + kSerialOf1970;
      if (days < kFirstSerial) return std::nullopt;
      return TypedNumber{serial_text(days, floor_modulo(local, kSecondsOfDay)), Style::kDateTime};
    }
    case feel::Kind::kTime:
      return TypedNumber{serial_text(0, value.as_time().nanoseconds / 1'000'000'000), Style::kTime};
    case feel::Kind::kDaysTimeDuration: {
      const int64_t seconds = value.as_days_time_duration().seconds;
      if (seconds < 0) return std::nullopt;
      return TypedNumber{serial_text(seconds / kSecondsOfDay, seconds % kSecondsOfDay),
                         Style::kDuration};
    }
    default:
      return std::nullopt;
  }
}

std::string row_begin(int64_t number) { return "<row r=\"" + std::to_string(number) + "\">"; }

std::string sheet_name(std::string_view label) {
  std::string name(shortened(label, kMaxSheetNameCharacters));
  for (char& c : name) {
    const bool is_control = static_cast<unsigned char>(c) < 0x20;
    if (is_control || std::string_view("[]:*?/\\'").find(c) != std::string_view::npos) c = ' ';
  }
  return name.find_first_not_of(' ') == std::string::npos ? "1" : name;
}

constexpr std::string_view kTypes =
    "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
    "<Default Extension=\"rels\" "
    "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
    "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
    "<Override PartName=\"/xl/workbook.xml\" ContentType=\"application/"
    "vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>"
    "<Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"application/"
    "vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>"
    "<Override PartName=\"/xl/styles.xml\" ContentType=\"application/"
    "vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/></Types>";

constexpr std::string_view kRelations =
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
    "<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/"
    "relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>";

constexpr std::string_view kWorkbookRelations =
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
    "<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/"
    "relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
    "<Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/"
    "relationships/styles\" Target=\"styles.xml\"/></Relationships>";

// cellXfs in the order of Style.
constexpr std::string_view kStyles =
    "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">"
    "<numFmts count=\"4\"><numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\\-dd\"/>"
    "<numFmt numFmtId=\"165\" formatCode=\"yyyy\\-mm\\-dd\\ hh:mm:ss\"/>"
    "<numFmt numFmtId=\"166\" formatCode=\"hh:mm:ss\"/>"
    "<numFmt numFmtId=\"167\" formatCode=\"[h]:mm:ss\"/></numFmts>"
    "<fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font>"
    "<font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>"
    "<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill>"
    "<fill><patternFill patternType=\"gray125\"/></fill></fills>"
    "<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>"
    "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/>"
    "</cellStyleXfs><cellXfs count=\"6\">"
    "<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>"
    "<xf numFmtId=\"0\" fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyFont=\"1\"/>"
    "<xf numFmtId=\"164\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" "
    "applyNumberFormat=\"1\"/>"
    "<xf numFmtId=\"165\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" "
    "applyNumberFormat=\"1\"/>"
    "<xf numFmtId=\"166\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" "
    "applyNumberFormat=\"1\"/>"
    "<xf numFmtId=\"167\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" "
    "applyNumberFormat=\"1\"/></cellXfs>"
    "<cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles>"
    "</styleSheet>";

std::string xml_file(std::string_view content) {
  return std::string(kXmlHead) + std::string(content);
}

}  // namespace

ZipFiles workbook_files(std::string_view label) {
  const std::string workbook =
      "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" "
      "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">"
      "<sheets><sheet name=\"" +
      xml_text(sheet_name(label)) + "\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>";
  return {{"[Content_Types].xml", xml_file(kTypes)},
          {"_rels/.rels", xml_file(kRelations)},
          {"xl/workbook.xml", xml_file(workbook)},
          {"xl/_rels/workbook.xml.rels", xml_file(kWorkbookRelations)},
          {"xl/styles.xml", xml_file(kStyles)}};
}

std::string sheet_begin(const std::vector<std::string>& heads) {
  std::string out = xml_file(
      "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">"
      "<sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" "
      "activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews>"
      "<sheetFormatPr defaultRowHeight=\"15\"/>");
  if (!heads.empty()) {
    out += "<cols><col min=\"1\" max=\"" + std::to_string(heads.size()) +
           "\" width=\"20\" customWidth=\"1\"/></cols>";
  }
  out += "<sheetData>" + row_begin(1);
  for (size_t i = 0; i < heads.size(); ++i) {
    out += text_cell(column_name(i) + "1", heads[i], Style::kHead);
  }
  return out + "</row>";
}

std::string sheet_line(int64_t number, const std::vector<ExportCell>& cells) {
  std::string out = row_begin(number);
  for (size_t i = 0; i < cells.size(); ++i) {
    const std::string place = column_name(i) + std::to_string(number);
    if (const auto typed = typed_number(cells[i].value)) {
      out += number_cell(place, typed->text, typed->style);
    } else {
      out += text_cell(place, cells[i].text, Style::kPlain);
    }
  }
  return out + "</row>";
}

std::string sheet_end() { return "</sheetData></worksheet>"; }

}  // namespace tollgate::query
