// How the change of a value reads: excerpts of long texts around where they differ, lists item by
// item.
#pragma once

#include "tollgate/messages/messages.h"
#include "tollgate/query/texts.h"

namespace tollgate::query {

// Fills in was, became, items and more_items.
void present_change(const model::Field& field, const Json& was, const Json& became,
                    const Texts& texts, messages::RecordHistoryReplyEntryChange& out);

}  // namespace tollgate::query
