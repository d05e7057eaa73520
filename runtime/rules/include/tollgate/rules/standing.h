// Whether a record may stand where it stands: the gates behind it, and what they saw.
//
//   broken_gates(app, record, scores, setting)          // stages whose gates it does not meet
//   lost_evidence(app, before, after, setting)          // what a change takes from passed gates
//
// A gate is asked again as it was asked then: with the record's stage before it, and at the time it
// was passed; time alone takes nothing back. Reads no store but what the setting looks up.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tollgate/rules/decide.h"

namespace tollgate::rules {

// How a record came to its stage, as `record.stage_origin` says it.
inline constexpr std::string_view kBegun = "begun";        // no gate leads there
inline constexpr std::string_view kPassed = "passed";      // its gate let the record in
inline constexpr std::string_view kImported = "imported";  // it came along from outside, unverified
inline constexpr std::string_view kEarlier = "earlier";    // before gates kept what they saw

std::string_view stage_origin(const model::Workflow& workflow, std::string_view stage,
                              bool imported, const std::vector<workflow::PassedGate>& passed);

// A gate whose requirements the record does not meet, or that saw what is there no more.
struct BrokenGate {
  std::string stage;
  std::vector<workflow::RequirementState> missing;
};

// Of the gates that stand on every way to the record's stage, and of those that it passed. None for
// a record from before gates kept what they saw: nobody knows by which rules it came there.
std::vector<BrokenGate> broken_gates(const CompiledApp& app, const Record& record,
                                     const std::vector<EarlierScore>& scores,
                                     const Setting& setting);

struct LostEvidence {
  std::string stage;  // whose gate saw it
  std::vector<std::string> fields;
};

// What the gates that `after` stands behind saw, and what `before` still had and `after` has not:
// changed values and removed ones, or, where the gate holds no more because of a value that was not
// there then, the fields that its unmet requirements name. In the order of passing.
std::vector<LostEvidence> lost_evidence(const CompiledApp& app, const Before& before,
                                        const Record& after,
                                        const std::vector<EarlierScore>& scores,
                                        const Setting& setting);

// The fields by their labels: “Deck”, “Photos”.
LocalizedText quoted_labels(const model::App& app, const model::Entity& entity,
                            const std::vector<std::string>& fields);

}  // namespace tollgate::rules
