import { NotFoundError } from "../../http/errors";

/** For clouds that answer with an empty list instead of 404: the list comes from the service itself. */
export function notListed(id: string): NotFoundError {
  return new NotFoundError(`show image ${id}: the cloud lists no such image`, {
    outcome: "rejected",
    fromService: true,
  });
}
