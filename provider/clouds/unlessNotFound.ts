import { NotFoundError } from "../http/errors";

/** For sources of images: undefined if the cloud answers once that the object does not exist. */
export async function unlessNotFound<T>(
  answer: Promise<T>,
  isOfService: (error: NotFoundError) => boolean = isNotFromGateway,
): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof NotFoundError && isOfService(error)) return undefined;
    throw error;
  }
}

/** For our own images: undefined only if the service itself says so. */
export async function unlessServiceSaysNotFound<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof NotFoundError && error.fromService) return undefined;
    throw error;
  }
}

/**
 * APIGW.0101 and 0103: the gateway does not know the path, which says nothing about the object
 * (docs/vendors/open-telekom-and-huawei.md#gateway-codes).
 */
function isNotFromGateway({ code = "" }: NotFoundError): boolean {
  return !/^APIGW?\./.test(code);
}
