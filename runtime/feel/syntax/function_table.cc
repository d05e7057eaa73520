// The table behind function_table.h, in the order of DMN 1.5, 10.3.4.
#include "tollgate/feel/function_table.h"

namespace tollgate::feel {
namespace {

using P = FunctionParameter;
using F = FunctionFamily;

constexpr P kP0[] = {{"from", "Any"}};
constexpr P kP1[] = {{"year", "number"}, {"month", "number"}, {"day", "number"}};
constexpr P kP2[] = {{"date", "Any"}, {"time", "time"}};
constexpr P kP3[] = {{"year", "number"}, {"month", "number"},  {"day", "number"},
                     {"hour", "number"}, {"minute", "number"}, {"second", "number"}};
constexpr P kP4[] = {{"year", "number"},
                     {"month", "number"},
                     {"day", "number"},
                     {"hour", "number"},
                     {"minute", "number"},
                     {"second", "number"},
                     {"offset", "days and time duration"}};
constexpr P kP5[] = {{"year", "number"},    {"month", "number"},  {"day", "number"},
                     {"hour", "number"},    {"minute", "number"}, {"second", "number"},
                     {"timezone", "string"}};
constexpr P kP6[] = {{"hour", "number"},
                     {"minute", "number"},
                     {"second", "number"},
                     {"offset", "days and time duration", true}};
constexpr P kP7[] = {
    {"from", "Any"}, {"grouping separator", "string", true}, {"decimal separator", "string", true}};
constexpr P kP8[] = {{"from", "string"}};
constexpr P kP9[] = {{"from", "Any"}, {"to", "Any"}};
constexpr P kP10[] = {{"negand", "boolean"}};
constexpr P kP11[] = {{"value1", "Any"}, {"value2", "Any"}};
constexpr P kP12[] = {
    {"string", "string"}, {"start position", "number"}, {"length", "number", true}};
constexpr P kP13[] = {{"string", "string"}};
constexpr P kP14[] = {{"string", "string"}, {"match", "string"}};
constexpr P kP15[] = {{"input", "string"},
                      {"pattern", "string"},
                      {"replacement", "string"},
                      {"flags", "string", true}};
constexpr P kP16[] = {{"input", "string"}, {"pattern", "string"}, {"flags", "string", true}};
constexpr P kP17[] = {{"string", "string"}, {"delimiter", "string"}};
constexpr P kP18[] = {{"list", "list<string>"}, {"delimiter", "string", true}};
constexpr P kP19[] = {{"list", "list<Any>"}, {"element", "Any"}};
constexpr P kP20[] = {{"list", "list<Any>"}};
constexpr P kP21[] = {{"item", "Any"}};
constexpr P kP22[] = {{"n", "Any"}};
constexpr P kP23[] = {{"list", "list<boolean>"}};
constexpr P kP24[] = {{"b", "boolean"}};
constexpr P kP25[] = {
    {"list", "list<Any>"}, {"start position", "number"}, {"length", "number", true}};
constexpr P kP26[] = {{"list", "list<Any>"}, {"item", "Any"}};
constexpr P kP27[] = {{"list", "list<Any>"}, {"position", "number"}, {"newItem", "Any"}};
constexpr P kP28[] = {{"list", "list<Any>"}, {"position", "number"}};
constexpr P kP29[] = {
    {"list", "list<Any>"}, {"match", "function<Any, Any> -> boolean"}, {"newItem", "Any"}};
constexpr P kP30[] = {{"list", "list<Any>"}, {"match", "Any"}};
constexpr P kP31[] = {{"list", "list<number>"}};
constexpr P kP32[] = {{"n", "number"}};
constexpr P kP33[] = {{"n", "number"}, {"scale", "number"}};
constexpr P kP34[] = {{"n", "number"}, {"scale", "number", true}};
constexpr P kP35[] = {{"dividend", "number"}, {"divisor", "number"}};
constexpr P kP36[] = {{"number", "number"}};
constexpr P kP37[] = {{"date", "Any"}};
constexpr P kP39[] = {{"list", "list<Any>"}, {"precedes", "function<Any, Any> -> boolean"}};
constexpr P kP40[] = {{"m", "context"}, {"key", "string"}};
constexpr P kP41[] = {{"m", "context"}};
constexpr P kP42[] = {{"entries", "Any"}};
constexpr P kP43[] = {{"context", "context"}, {"key", "string"}, {"value", "Any"}};
constexpr P kP44[] = {{"context", "context"}, {"keys", "list<string>"}, {"value", "Any"}};
constexpr P kP45[] = {{"contexts", "list<context>"}};
constexpr P kP46[] = {{"point1", "Any"}, {"point2", "Any"}};
constexpr P kP47[] = {{"point", "Any"}, {"range", "range<Any>"}};
constexpr P kP48[] = {{"range", "range<Any>"}, {"point", "Any"}};
constexpr P kP49[] = {{"range1", "range<Any>"}, {"range2", "range<Any>"}};

constexpr FunctionSignature kFunctions[] = {
    {0, "date", F::kConversion, kP0, false, "date"},
    {0, "date", F::kConversion, kP1, false, "date"},
    {1, "date and time", F::kConversion, kP0, false, "date and time"},
    {1, "date and time", F::kConversion, kP2, false, "date and time"},
    {1, "date and time", F::kConversion, kP3, false, "date and time"},
    {1, "date and time", F::kConversion, kP4, false, "date and time"},
    {1, "date and time", F::kConversion, kP5, false, "date and time"},
    {2, "time", F::kConversion, kP0, false, "time"},
    {2, "time", F::kConversion, kP6, false, "time"},
    {3, "number", F::kConversion, kP7, false, "number"},
    {4, "string", F::kConversion, kP0, false, "string"},
    {5, "duration", F::kConversion, kP8, false, "Any"},
    {6, "years and months duration", F::kConversion, kP9, false, "years and months duration"},
    {7, "not", F::kBoolean, kP10, false, "boolean"},
    {8, "is", F::kBoolean, kP11, false, "boolean"},
    {9, "substring", F::kString, kP12, false, "string"},
    {10, "string length", F::kString, kP13, false, "number"},
    {11, "upper case", F::kString, kP13, false, "string"},
    {12, "lower case", F::kString, kP13, false, "string"},
    {13, "substring before", F::kString, kP14, false, "string"},
    {14, "substring after", F::kString, kP14, false, "string"},
    {15, "replace", F::kString, kP15, false, "string"},
    {16, "contains", F::kString, kP14, false, "boolean"},
    {17, "starts with", F::kString, kP14, false, "boolean"},
    {18, "ends with", F::kString, kP14, false, "boolean"},
    {19, "matches", F::kString, kP16, false, "boolean"},
    {20, "split", F::kString, kP17, false, "list<string>"},
    {21, "string join", F::kString, kP18, false, "string"},
    {22, "list contains", F::kList, kP19, false, "boolean"},
    {23, "count", F::kList, kP20, false, "number"},
    {24, "min", F::kList, kP20, false, "Any"},
    {24, "min", F::kList, kP21, true, "Any"},
    {25, "max", F::kList, kP20, false, "Any"},
    {25, "max", F::kList, kP21, true, "Any"},
    {26, "sum", F::kList, kP20, false, "Any"},
    {26, "sum", F::kList, kP22, true, "Any"},
    {27, "mean", F::kList, kP20, false, "Any"},
    {27, "mean", F::kList, kP22, true, "Any"},
    {28, "all", F::kList, kP23, false, "boolean"},
    {28, "all", F::kList, kP24, true, "boolean"},
    {29, "any", F::kList, kP23, false, "boolean"},
    {29, "any", F::kList, kP24, true, "boolean"},
    {30, "sublist", F::kList, kP25, false, "list<Any>"},
    {31, "append", F::kList, kP26, true, "list<Any>"},
    {32, "concatenate", F::kList, kP20, true, "list<Any>"},
    {33, "insert before", F::kList, kP27, false, "list<Any>"},
    {34, "remove", F::kList, kP28, false, "list<Any>"},
    {35, "list replace", F::kList, kP27, false, "list<Any>"},
    {35, "list replace", F::kList, kP29, false, "list<Any>"},
    {36, "reverse", F::kList, kP20, false, "list<Any>"},
    {37, "index of", F::kList, kP30, false, "list<number>"},
    {38, "union", F::kList, kP20, true, "list<Any>"},
    {39, "distinct values", F::kList, kP20, false, "list<Any>"},
    {40, "flatten", F::kList, kP20, false, "list<Any>"},
    {41, "product", F::kList, kP31, false, "number"},
    {41, "product", F::kList, kP32, true, "number"},
    {42, "median", F::kList, kP31, false, "number"},
    {42, "median", F::kList, kP32, true, "number"},
    {43, "stddev", F::kList, kP31, false, "number"},
    {43, "stddev", F::kList, kP32, true, "number"},
    {44, "mode", F::kList, kP31, false, "list<number>"},
    {44, "mode", F::kList, kP32, true, "list<number>"},
    {45, "decimal", F::kNumeric, kP33, false, "number"},
    {46, "floor", F::kNumeric, kP34, false, "number"},
    {47, "ceiling", F::kNumeric, kP34, false, "number"},
    {48, "round up", F::kNumeric, kP33, false, "number"},
    {49, "round down", F::kNumeric, kP33, false, "number"},
    {50, "round half up", F::kNumeric, kP33, false, "number"},
    {51, "round half down", F::kNumeric, kP33, false, "number"},
    {52, "abs", F::kNumeric, kP22, false, "Any"},
    {53, "modulo", F::kNumeric, kP35, false, "number"},
    {54, "sqrt", F::kNumeric, kP36, false, "number"},
    {55, "log", F::kNumeric, kP36, false, "number"},
    {56, "exp", F::kNumeric, kP36, false, "number"},
    {57, "odd", F::kNumeric, kP36, false, "boolean"},
    {58, "even", F::kNumeric, kP36, false, "boolean"},
    {59, "day of year", F::kTemporal, kP37, false, "number"},
    {60, "day of week", F::kTemporal, kP37, false, "string"},
    {61, "month of year", F::kTemporal, kP37, false, "string"},
    {62, "week of year", F::kTemporal, kP37, false, "number"},
    {63, "now", F::kTemporal, {}, false, "date and time"},
    {64, "today", F::kTemporal, {}, false, "date"},
    {65, "sort", F::kSort, kP39, false, "list<Any>"},
    {66, "get value", F::kContext, kP40, false, "Any"},
    {67, "get entries", F::kContext, kP41, false, "list<context<key: string, value: Any>>"},
    {68, "context", F::kContext, kP42, false, "context"},
    {69, "context put", F::kContext, kP43, false, "context"},
    {69, "context put", F::kContext, kP44, false, "context"},
    {70, "context merge", F::kContext, kP45, false, "context"},
    {71, "range", F::kRange, kP8, false, "range<Any>"},
    {72, "before", F::kRange, kP46, false, "boolean"},
    {72, "before", F::kRange, kP47, false, "boolean"},
    {72, "before", F::kRange, kP48, false, "boolean"},
    {72, "before", F::kRange, kP49, false, "boolean"},
    {73, "after", F::kRange, kP46, false, "boolean"},
    {73, "after", F::kRange, kP47, false, "boolean"},
    {73, "after", F::kRange, kP48, false, "boolean"},
    {73, "after", F::kRange, kP49, false, "boolean"},
    {74, "meets", F::kRange, kP49, false, "boolean"},
    {75, "met by", F::kRange, kP49, false, "boolean"},
    {76, "overlaps", F::kRange, kP49, false, "boolean"},
    {77, "overlaps before", F::kRange, kP49, false, "boolean"},
    {78, "overlaps after", F::kRange, kP49, false, "boolean"},
    {79, "finishes", F::kRange, kP47, false, "boolean"},
    {79, "finishes", F::kRange, kP49, false, "boolean"},
    {80, "finished by", F::kRange, kP48, false, "boolean"},
    {80, "finished by", F::kRange, kP49, false, "boolean"},
    {81, "includes", F::kRange, kP48, false, "boolean"},
    {81, "includes", F::kRange, kP49, false, "boolean"},
    {82, "during", F::kRange, kP47, false, "boolean"},
    {82, "during", F::kRange, kP49, false, "boolean"},
    {83, "starts", F::kRange, kP47, false, "boolean"},
    {83, "starts", F::kRange, kP49, false, "boolean"},
    {84, "started by", F::kRange, kP48, false, "boolean"},
    {84, "started by", F::kRange, kP49, false, "boolean"},
    {85, "coincides", F::kRange, kP46, false, "boolean"},
    {85, "coincides", F::kRange, kP49, false, "boolean"},
};

}  // namespace

std::span<const FunctionSignature> all_functions() { return kFunctions; }

std::span<const FunctionSignature> functions_named(std::string_view name) {
  const std::span<const FunctionSignature> all = kFunctions;
  size_t begin = 0;
  while (begin < all.size() && all[begin].name != name) ++begin;
  size_t end = begin;
  while (end < all.size() && all[end].name == name) ++end;
  return all.subspan(begin, end - begin);
}

}  // namespace tollgate::feel
