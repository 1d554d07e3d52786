import { NotFoundError } from "../../http/errors";

/** For a cloud that answers with a list, where others answer 404: the list is the service's own word. */
export function notListed(id: string): NotFoundError {
  return new NotFoundError(`show image ${id}: the cloud lists no such image`, {
    outcome: "rejected",
    fromService: true,
  });
}
