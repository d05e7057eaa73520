#include "handlers.h"

namespace tollgate::api {

Result<messages::WorkflowBoardReply> handle(Call& call,
                                            const messages::WorkflowBoardRequest& request) {
  return query::read_board(call.engine.source(), call.viewer(), request);
}

}  // namespace tollgate::api
