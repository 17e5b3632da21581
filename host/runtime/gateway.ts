/** What `new Gateway({ authHandler })` keeps on the native side: the function that runs the auth handler. */
export class Gateway {
  readonly auth: ((request: unknown) => unknown) | undefined;
  constructor(auth: ((request: unknown) => unknown) | undefined) {
    this.auth = auth;
  }
}
