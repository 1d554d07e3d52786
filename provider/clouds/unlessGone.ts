import { NotFoundError } from "../http/errors";

/** What images are made from, or undefined where the cloud says that there is no such thing: its one word is enough. */
export async function unlessGone<T>(
  answer: Promise<T>,
  isOfService: (error: NotFoundError) => boolean = isNoGateway,
): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof NotFoundError && isOfService(error)) return undefined;
    throw error;
  }
}

/** The same of what is ours: only where the service itself says so. */
export async function unlessAbsent<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof NotFoundError && error.fromService) return undefined;
    throw error;
  }
}

/**
 * APIGW.0101 and 0103: it is the path that the gateway does not have, not the thing
 * (docs/vendors/open-telekom-and-huawei.md#gateway-codes).
 */
function isNoGateway({ code = "" }: NotFoundError): boolean {
  return !/^APIGW?\./.test(code);
}
