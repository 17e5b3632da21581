import type { Request } from "../request";

/** What `new Gateway({ authHandler })` keeps on the native side: the function that runs the auth handler. */
export class Gateway {
  readonly auth: ((request: Request) => unknown) | undefined;

  constructor(auth: ((request: Request) => unknown) | undefined) {
    this.auth = auth;
  }
}
