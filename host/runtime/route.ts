/** What the generated entry point (or a test) registers for one endpoint (facts 3.1, 3.3). */
export interface ApiRoute {
  service: string;
  name: string;
  raw: boolean;
  streamingRequest: boolean;
  streamingResponse: boolean;
  handler: (...args: unknown[]) => unknown;
}
