#include "image/jpeg_luma.h"

#include <algorithm>
#include <array>

#include "bytes.h"

namespace tollgate::evidence {
namespace {

constexpr uint8_t kHuffmanTables = 0xc4;
constexpr uint8_t kQuantizationTables = 0xdb;
constexpr uint8_t kRestartInterval = 0xdd;
constexpr uint8_t kStartOfScan = 0xda;
constexpr uint8_t kEndOfImage = 0xd9;
constexpr uint8_t kProgressiveFrame = 0xc2;
constexpr size_t kMaxComponents = 4;
constexpr int kMaxCodeBits = 16;
constexpr int kShortBits = 9;  // most codes of a picture
constexpr int kMaxCoefficientBits = 15;

// C.2: codes of a length are consecutive numbers.
struct HuffmanTable {
  std::array<int32_t, kMaxCodeBits + 1> first_code{};
  std::array<int32_t, kMaxCodeBits + 1> count{};
  std::array<int32_t, kMaxCodeBits + 1> first_value{};
  std::array<uint8_t, 256> values{};
  // By the next bits: length and value of the code that they begin with; 0: none so short.
  std::array<uint16_t, 1 << kShortBits> short_codes{};
  bool given = false;
};

struct Component {
  uint8_t id = 0;
  int64_t across = 1;  // blocks in each unit of the scan
  int64_t down = 1;
  uint8_t quantization = 0;
  const HuffmanTable* dc = nullptr;
  const HuffmanTable* ac = nullptr;  // nullptr: the scan has DC coefficients alone
  int32_t predicted = 0;
};

struct Frame {
  int64_t width = 0;  // pixels
  int64_t height = 0;
  bool progressive = false;
  std::vector<Component> components;  // the first is the brightness
};

struct Scan {
  std::vector<Component*> components;
  bool dc_alone = false;  // G.1.1.1.1: of a progressive picture, the upper bits of DC coefficients
  int low_bits = 0;       // that later scans bring
};

struct Tables {
  std::array<HuffmanTable, 4> dc;
  std::array<HuffmanTable, 4> ac;
  std::array<int32_t, 4> dc_step{};  // of each quantization table, its first value
  int64_t restart_interval = 0;
};

// The bits of a scan. Behind their end, and at a marker, there are none: `ended` says so.
class Bits {
 public:
  Bits(std::string_view bytes, size_t at) : bytes_(bytes), at_(at) {}

  bool ended() const { return ended_; }

  int32_t read(int count) {
    if (count == 0 || !has(count)) return 0;
    const auto value = static_cast<int32_t>(ahead_ >> (kAhead - count));
    skip(count);
    return value;
  }
  // F.2.2.1: a number of so many bits, the lower half of them negative.
  int32_t signed_number(int bits) {
    if (bits == 0) return 0;
    const int32_t value = read(bits);
    return value < (1 << (bits - 1)) ? value - (1 << bits) + 1 : value;
  }
  // -1: no such code.
  int32_t decode(const HuffmanTable& table) {
    if (left_ < kMaxCodeBits) fill();
    const uint16_t known = table.short_codes[static_cast<size_t>(ahead_ >> (kAhead - kShortBits))];
    if (known != 0 && known >> 8 <= left_) {
      skip(known >> 8);
      return known & 0xff;
    }
    for (int length = 1; length <= kMaxCodeBits; ++length) {
      if (!has(length)) return -1;
      const auto i = static_cast<size_t>(length);
      const auto code = static_cast<int32_t>(ahead_ >> (kAhead - length));
      const int32_t index = code - table.first_code[i];
      if (index < 0 || index >= table.count[i]) continue;
      skip(length);
      return table.values[static_cast<size_t>(table.first_value[i] + index)];
    }
    skip(kMaxCodeBits);
    return -1;
  }
  // E.2.4: the rest of the byte is filled up, then comes RST0 … RST7.
  bool restart() {
    if (left_ >= 8) return false;
    left_ = 0;
    ahead_ = 0;
    if (byte_at(bytes_, at_) != 0xff || (byte_at(bytes_, at_ + 1) & 0xf8) != 0xd0) return false;
    at_ += 2;
    return true;
  }

 private:
  static constexpr int kAhead = 64;

  void skip(int count) {
    ahead_ <<= count;
    left_ -= count;
  }
  bool has(int count) {
    if (left_ < count) fill();
    if (left_ < count) ended_ = true;
    return !ended_;
  }
  void fill() {
    while (left_ <= kAhead - 8 && at_ < bytes_.size()) {
      const uint8_t byte = byte_at(bytes_, at_);
      if (byte == 0xff) {
        if (byte_at(bytes_, at_ + 1) != 0) return;
        ++at_;  // F.1.2.3: a stuffed 0
      }
      ++at_;
      ahead_ |= uint64_t{byte} << (kAhead - 8 - left_);
      left_ += 8;
    }
  }

  std::string_view bytes_;
  size_t at_;           // what is not yet in `ahead_`
  uint64_t ahead_ = 0;  // the next bits, the first of them highest, zeros behind them
  int left_ = 0;        // so many
  bool ended_ = false;
};

// Of equal beginnings the shorter code counts, as when bits are read one by one.
void note_short_codes(HuffmanTable& table) {
  for (int length = kShortBits; length >= 1; --length) {
    const auto i = static_cast<size_t>(length);
    for (int32_t n = 0; n < table.count[i] && table.first_code[i] + n < 1 << length; ++n) {
      const auto value = table.values[static_cast<size_t>(table.first_value[i] + n)];
      const int32_t first = (table.first_code[i] + n) << (kShortBits - length);
      std::fill_n(table.short_codes.begin() + first, 1 << (kShortBits - length),
                  static_cast<uint16_t>(length << 8 | value));
    }
  }
}

void read_huffman_tables(std::string_view content, Tables& tables) {
  size_t at = 0;
  while (at + 17 <= content.size()) {
    const uint8_t which = byte_at(content, at);
    HuffmanTable table;
    int32_t code = 0;
    int32_t values = 0;
    for (size_t length = 1; length <= kMaxCodeBits; ++length) {
      table.first_code[length] = code;
      table.first_value[length] = values;
      table.count[length] = std::min<int32_t>(byte_at(content, at + length), 256 - values);
      values += table.count[length];
      code = (code + table.count[length]) << 1;
    }
    at += 17;
    for (int32_t i = 0; i < values; ++i) {
      table.values[static_cast<size_t>(i)] = byte_at(content, at + static_cast<size_t>(i));
    }
    at += static_cast<size_t>(values);
    note_short_codes(table);
    table.given = true;
    if ((which & 0x0f) < 4) ((which >> 4) != 0 ? tables.ac : tables.dc)[which & 0x0f] = table;
  }
}

void read_quantization_tables(std::string_view content, Tables& tables) {
  size_t at = 0;
  while (at < content.size()) {
    const uint8_t which = byte_at(content, at);
    const bool wide = (which >> 4) != 0;
    if ((which & 0x0f) < 4) {
      tables.dc_step[which & 0x0f] =
          static_cast<int32_t>(wide ? big16(content, at + 1) : uint32_t{byte_at(content, at + 1)});
    }
    at += 1 + (wide ? 128 : 64);
  }
}

std::optional<Frame> read_frame(std::string_view content) {
  Frame frame;
  const size_t count = byte_at(content, 5);
  if (byte_at(content, 0) != 8 || count == 0 || count > kMaxComponents) return std::nullopt;
  frame.height = big16(content, 1);
  frame.width = big16(content, 3);
  if (frame.width == 0 || frame.height == 0 || frame.width * frame.height > kMaxLumaPixels) {
    return std::nullopt;
  }
  for (size_t i = 0; i < count; ++i) {
    Component c;
    c.id = byte_at(content, 6 + i * 3);
    c.across = byte_at(content, 7 + i * 3) >> 4;
    c.down = byte_at(content, 7 + i * 3) & 0x0f;
    c.quantization = byte_at(content, 8 + i * 3) & 0x03;
    if (c.across < 1 || c.across > 4 || c.down < 1 || c.down > 4) return std::nullopt;
    frame.components.push_back(c);
  }
  // A.2.2: one component alone is not interleaved; its units are single blocks.
  if (count == 1) frame.components[0].across = frame.components[0].down = 1;
  return frame;
}

// Its components stand in the order of the frame's. nullopt: this is no scan of the frame.
std::optional<Scan> begin_scan(std::string_view content, const Tables& tables, Frame& frame) {
  Scan scan;
  const size_t count = byte_at(content, 0);
  const size_t spectrum = 1 + count * 2;
  const uint8_t bits = byte_at(content, spectrum + 2);
  scan.dc_alone = frame.progressive && byte_at(content, spectrum) == 0 &&
                  byte_at(content, spectrum + 1) == 0 && bits >> 4 == 0;
  scan.low_bits = scan.dc_alone ? bits & 0x0f : 0;
  auto of_frame = frame.components.begin();
  for (size_t i = 0; i < count; ++i) {
    const uint8_t id = byte_at(content, 1 + i * 2);
    while (of_frame != frame.components.end() && of_frame->id != id) ++of_frame;
    if (of_frame == frame.components.end()) return std::nullopt;
    Component& c = *of_frame++;
    const uint8_t which = byte_at(content, 2 + i * 2);
    if ((which >> 4) > 3 || (which & 0x0f) > 3) return std::nullopt;
    c.dc = &tables.dc[which >> 4];
    c.ac = scan.dc_alone ? nullptr : &tables.ac[which & 0x0f];
    scan.components.push_back(&c);
  }
  return scan;
}

// Whether it tells the brightness of the picture.
bool brings_luma(const Scan& scan, const Frame& frame) {
  if (scan.components.empty() || scan.components[0] != &frame.components[0]) return false;
  if (frame.progressive && !scan.dc_alone) return false;
  return std::all_of(scan.components.begin(), scan.components.end(), [](const Component* c) {
    return c->dc->given && (c->ac == nullptr || c->ac->given);
  });
}

// F.2.2: the DC coefficient's difference to the block before; the others are only passed over.
bool read_block(Bits& bits, Component& component) {
  const int32_t dc_bits = bits.decode(*component.dc);
  if (dc_bits < 0 || dc_bits > kMaxCoefficientBits) return false;
  component.predicted =
      std::clamp(component.predicted + bits.signed_number(dc_bits), -32768, 32767);
  if (component.ac == nullptr) return !bits.ended();
  for (int coefficient = 1; coefficient < 64; ++coefficient) {
    const int32_t run_and_size = bits.decode(*component.ac);
    if (run_and_size < 0) return false;
    const int size = run_and_size & 0x0f;
    const int run = run_and_size >> 4;
    if (size == 0 && run != 15) break;
    coefficient += run;
    bits.read(size);
  }
  return !bits.ended();
}

// Where blocks stand: A.2.3 for several components, A.2.2 for one alone.
struct Units {
  int64_t across = 0;
  int64_t down = 0;
};

Units units_of(const Scan& scan, const Frame& frame) {
  int64_t across_most = 1;
  int64_t down_most = 1;
  for (const Component& c : frame.components) {
    across_most = std::max(across_most, c.across);
    down_most = std::max(down_most, c.down);
  }
  const auto divide_up = [](int64_t a, int64_t b) { return (a + b - 1) / b; };
  if (scan.components.size() > 1) {
    return {divide_up(frame.width, 8 * across_most), divide_up(frame.height, 8 * down_most)};
  }
  const Component& one = *scan.components[0];
  return {divide_up(divide_up(frame.width * one.across, across_most), 8),
          divide_up(divide_up(frame.height * one.down, down_most), 8)};
}

LumaBlocks read_scan(std::string_view bytes, size_t at, const Tables& tables, const Scan& scan,
                     const Frame& frame) {
  const Component* luma = scan.components[0];
  const Units units = units_of(scan, frame);
  const bool alone = scan.components.size() == 1;
  const int32_t step = tables.dc_step[luma->quantization];
  LumaBlocks blocks;
  blocks.width = units.across * (alone ? 1 : luma->across);
  blocks.height = units.down * (alone ? 1 : luma->down);
  blocks.means.assign(static_cast<size_t>(blocks.width * blocks.height), 0);
  Bits bits(bytes, at);
  for (int64_t unit = 0; unit < units.across * units.down; ++unit) {
    if (tables.restart_interval > 0 && unit > 0 && unit % tables.restart_interval == 0) {
      if (!bits.restart()) return blocks;
      for (Component* c : scan.components) c->predicted = 0;
    }
    for (Component* c : scan.components) {
      const int64_t across = alone ? 1 : c->across;
      const int64_t down = alone ? 1 : c->down;
      for (int64_t block = 0; block < across * down; ++block) {
        if (!read_block(bits, *c)) return blocks;
        if (c != luma) continue;
        const int64_t x = unit % units.across * across + block % across;
        const int64_t y = unit / units.across * down + block / across;
        const int64_t dc = int64_t{c->predicted} << scan.low_bits;
        blocks.means[static_cast<size_t>(y * blocks.width + x)] =
            static_cast<int32_t>(std::clamp<int64_t>(dc, -32768, 32767) * step);
      }
    }
  }
  blocks.whole = true;
  return blocks;
}

// Behind the data of a scan: where the next marker that is no restart stands, or the end.
size_t behind_scan(std::string_view bytes, size_t at) {
  for (;;) {
    at = bytes.find('\xff', at);
    if (at == std::string_view::npos) return bytes.size();
    const uint8_t next = byte_at(bytes, at + 1);
    if (next != 0 && (next & 0xf8) != 0xd0) return at;
    at += 2;
  }
}

// Scans that only make the picture clearer are passed over; without the last marker some of them
// are missing.
bool goes_on_to_its_end(std::string_view bytes, size_t at) {
  for (;;) {
    at = behind_scan(bytes, at);
    if (at >= bytes.size()) return false;
    const uint8_t marker = byte_at(bytes, at + 1);
    if (marker == kEndOfImage) return true;
    at += marker == 0xff ? 1 : 2 + std::max<size_t>(big16(bytes, at + 2), 2);
    if (at >= bytes.size()) return false;
  }
}

}  // namespace

std::optional<LumaBlocks> read_luma_blocks(std::string_view jpeg) {
  if (jpeg.size() > kMaxLumaBytes) return std::nullopt;
  Tables tables;
  std::optional<Frame> frame;
  size_t at = 2;  // after the start-of-image marker
  while (byte_at(jpeg, at) == 0xff) {
    const uint8_t marker = byte_at(jpeg, at + 1);
    if (marker == 0xff) {
      ++at;
      continue;
    }
    const size_t length = big16(jpeg, at + 2);
    if (length < 2 || at + 2 + length > jpeg.size()) return std::nullopt;
    const std::string_view content = jpeg.substr(at + 4, length - 2);
    at += 2 + length;
    if (marker == kHuffmanTables) read_huffman_tables(content, tables);
    if (marker == kQuantizationTables) read_quantization_tables(content, tables);
    if (marker == kRestartInterval) tables.restart_interval = big16(content, 0);
    // B.1.1.3: SOF0 and SOF1 are sequential, SOF2 is progressive, with Huffman codes; the other
    // frames are not read.
    if (marker == 0xc0 || marker == 0xc1 || marker == kProgressiveFrame) {
      frame = read_frame(content);
      if (frame) frame->progressive = marker == kProgressiveFrame;
    } else if (marker >= 0xc3 && marker <= 0xcf && marker != kHuffmanTables && marker != 0xc8) {
      return std::nullopt;
    }
    if (marker != kStartOfScan) continue;
    const std::optional<Scan> scan = frame ? begin_scan(content, tables, *frame) : std::nullopt;
    if (!scan) return std::nullopt;
    if (brings_luma(*scan, *frame)) {
      LumaBlocks blocks = read_scan(jpeg, at, tables, *scan, *frame);
      const bool is_all =
          !frame->progressive && scan->components.size() == frame->components.size();
      blocks.whole = blocks.whole && (is_all || goes_on_to_its_end(jpeg, at));
      return blocks;
    }
    at = behind_scan(jpeg, at);
  }
  return std::nullopt;
}

}  // namespace tollgate::evidence
