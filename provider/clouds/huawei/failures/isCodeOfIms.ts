/** Whether an error with this code comes from IMS itself, and not from a gateway or an ingress before it. */
export function isCodeOfIms(code = ""): boolean {
  return /^(IMG|IMS|Common)\./.test(code);
}
