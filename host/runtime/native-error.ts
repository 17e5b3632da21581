/** What the genuine runtime throws to the application: a plain Error with one of Node-API's codes. */
export function nativeError(message: string, code: string): Error & { code: string } {
  return Object.assign(new Error(message), { code });
}
