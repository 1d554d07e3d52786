/** Whether IMS itself has written an error with this code: not the gateway before it, and no ingress. */
export function isCodeOfIms(code = ""): boolean {
  return /^(IMG|IMS|Common)\./.test(code);
}
