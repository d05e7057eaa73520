// What things cost in units of work.
//
//   spend_work(work::kAllocation + work::copied(text.size()));
//
// One unit is a nanosecond of a native release build on the machine that bench/results/work.md
// names, and two of WebAssembly there: a limit in units is a limit in time, and the same on every
// machine. Each operation is charged for what it does at its worst, before it does it; nothing is
// measured while an expression runs, so a result never depends on the machine. `./dev bench work`
// measures what the units take; tests/bounds holds the charges against what was measured.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>

namespace tollgate::feel::work {

// One instruction over values in place: a move, a comparison, a sum of small numbers.
constexpr uint64_t kInstruction = 5;
// A list, context, range, function or text comes into being, and goes.
constexpr uint64_t kAllocation = 60;
// An item is looked at, copied or given back.
constexpr uint64_t kItem = 6;
// A call of a function that was written in the expression, without its instructions.
constexpr uint64_t kCall = 80;
// A number of more than 18 digits is compared, rounded or computed with.
constexpr uint64_t kWideCompare = 60;
constexpr uint64_t kWideNumber = 400;
// An instant in a named time zone, whose rules are looked up.
constexpr uint64_t kZone = 330;
// A function is called with arguments by name.
constexpr uint64_t kNamedCall = 1500;
// A digit of a long division.
constexpr uint64_t kDigit = 6;
// An expression is read, and each of its bytes.
constexpr uint64_t kParse = 6000;
constexpr uint64_t kParsed = 100;
// A C++ exception is thrown and caught.
constexpr uint64_t kThrow = 3000;
// A number that is no longer exact: a whole power, a root, an exponential, a logarithm.
constexpr uint64_t kPower = 8000;
constexpr uint64_t kRoot = 90000;
constexpr uint64_t kSquareRoot = 4500;
constexpr uint64_t kExponential = 20000;
constexpr uint64_t kLogarithm = 40000;

// A letter is looked up in the tables of Unicode.
constexpr uint64_t kLetter = 40;

// A pattern is compiled; a search begins; one of a pattern's items is tried; goes a letter on.
constexpr uint64_t kPattern = 6000;
constexpr uint64_t kPatternByte = 20;
constexpr uint64_t kSearch = 300;
constexpr uint64_t kTry = 40;
constexpr uint64_t kTriedLetter = 8;

// Bytes moved or compared.
constexpr uint64_t copied(size_t bytes) { return bytes / 4; }
constexpr uint64_t compared(size_t bytes) { return bytes / 2; }
// Bytes looked at one by one.
constexpr uint64_t scanned(size_t bytes) { return bytes * 2; }

// A text that is looked for in another is compared at each of its places, where that is short.
constexpr uint64_t searched(size_t bytes) { return bytes <= 64 ? bytes * 6 : bytes / 4; }

// How often `count` things can be halved: the comparisons that one of them takes in a sort.
constexpr uint64_t levels(size_t count) { return static_cast<uint64_t>(std::bit_width(count)); }

}  // namespace tollgate::feel::work
