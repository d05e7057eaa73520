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
constexpr size_t kMaxComponents = 4;
constexpr int kMaxCodeBits = 16;
constexpr int kMaxCoefficientBits = 15;

// C.2: codes of a length are consecutive numbers.
struct HuffmanTable {
  std::array<int32_t, kMaxCodeBits + 1> first_code{};
  std::array<int32_t, kMaxCodeBits + 1> count{};
  std::array<int32_t, kMaxCodeBits + 1> first_value{};
  std::array<uint8_t, 256> values{};
  bool given = false;
};

struct Component {
  uint8_t id = 0;
  int64_t across = 1;  // blocks in each unit of the scan
  int64_t down = 1;
  uint8_t quantization = 0;
  const HuffmanTable* dc = nullptr;
  const HuffmanTable* ac = nullptr;
  int32_t predicted = 0;
};

struct Frame {
  int64_t width = 0;  // pixels
  int64_t height = 0;
  std::vector<Component> components;
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

  int32_t next() {
    if (left_ == 0 && !fill()) return 0;
    --left_;
    return byte_ >> left_ & 1;
  }
  int32_t read(int count) {
    int32_t value = 0;
    for (int i = 0; i < count; ++i) value = value << 1 | next();
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
    int32_t code = 0;
    for (int length = 1; length <= kMaxCodeBits && !ended_; ++length) {
      const auto i = static_cast<size_t>(length);
      code = code << 1 | next();
      const int32_t index = code - table.first_code[i];
      if (index >= 0 && index < table.count[i]) {
        return table.values[static_cast<size_t>(table.first_value[i] + index)];
      }
    }
    return -1;
  }
  // E.2.4: the rest of the byte is filled up, then comes RST0 … RST7.
  bool restart() {
    left_ = 0;
    if (byte_at(bytes_, at_) != 0xff || (byte_at(bytes_, at_ + 1) & 0xf8) != 0xd0) return false;
    at_ += 2;
    return true;
  }

 private:
  bool fill() {
    if (at_ >= bytes_.size()) return end();
    byte_ = byte_at(bytes_, at_);
    if (byte_ == 0xff) {
      if (byte_at(bytes_, at_ + 1) != 0) return end();
      ++at_;  // F.1.2.3: a stuffed 0
    }
    ++at_;
    left_ = 8;
    return true;
  }
  bool end() {
    ended_ = true;
    return false;
  }

  std::string_view bytes_;
  size_t at_;
  uint8_t byte_ = 0;
  int left_ = 0;
  bool ended_ = false;
};

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

bool begin_scan(std::string_view content, const Tables& tables, Frame& frame) {
  if (byte_at(content, 0) != frame.components.size()) return false;
  for (size_t i = 0; i < frame.components.size(); ++i) {
    Component& c = frame.components[i];
    const uint8_t which = byte_at(content, 2 + i * 2);
    if (byte_at(content, 1 + i * 2) != c.id || (which >> 4) > 3 || (which & 0x0f) > 3) return false;
    c.dc = &tables.dc[which >> 4];
    c.ac = &tables.ac[which & 0x0f];
    if (!c.dc->given || !c.ac->given) return false;
  }
  return true;
}

// F.2.2: the DC coefficient's difference to the block before; the others are only passed over.
bool read_block(Bits& bits, Component& component) {
  const int32_t dc_bits = bits.decode(*component.dc);
  if (dc_bits < 0 || dc_bits > kMaxCoefficientBits) return false;
  component.predicted =
      std::clamp(component.predicted + bits.signed_number(dc_bits), -32768, 32767);
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

LumaBlocks read_scan(std::string_view bytes, size_t at, const Tables& tables, Frame& frame) {
  Component& luma = frame.components[0];
  int64_t across_most = 1;
  int64_t down_most = 1;
  for (const Component& c : frame.components) {
    across_most = std::max(across_most, c.across);
    down_most = std::max(down_most, c.down);
  }
  const auto units = [](int64_t pixels, int64_t blocks) {
    return (pixels + 8 * blocks - 1) / (8 * blocks);
  };
  const int64_t units_across = units(frame.width, across_most);
  const int64_t units_down = units(frame.height, down_most);
  const int32_t step = tables.dc_step[luma.quantization];
  LumaBlocks blocks;
  blocks.width = units_across * luma.across;
  blocks.height = units_down * luma.down;
  blocks.means.assign(static_cast<size_t>(blocks.width * blocks.height), 0);
  Bits bits(bytes, at);
  for (int64_t unit = 0; unit < units_across * units_down; ++unit) {
    if (tables.restart_interval > 0 && unit > 0 && unit % tables.restart_interval == 0) {
      if (!bits.restart()) return blocks;
      for (Component& c : frame.components) c.predicted = 0;
    }
    for (Component& c : frame.components) {
      for (int64_t block = 0; block < c.across * c.down; ++block) {
        if (!read_block(bits, c)) return blocks;
        if (&c != &luma) continue;
        const int64_t x = unit % units_across * c.across + block % c.across;
        const int64_t y = unit / units_across * c.down + block / c.across;
        blocks.means[static_cast<size_t>(y * blocks.width + x)] = c.predicted * step;
      }
    }
  }
  blocks.whole = true;
  return blocks;
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
    // B.1.1.3: SOF0 and SOF1 are sequential with Huffman codes; the other frames are not read.
    if (marker == 0xc0 || marker == 0xc1) {
      frame = read_frame(content);
    } else if (marker >= 0xc2 && marker <= 0xcf && marker != kHuffmanTables && marker != 0xc8) {
      return std::nullopt;
    }
    if (marker != kStartOfScan) continue;
    if (!frame || !begin_scan(content, tables, *frame)) return std::nullopt;
    return read_scan(jpeg, at, tables, *frame);
  }
  return std::nullopt;
}

}  // namespace tollgate::evidence
