import type { Endpoint } from "../model/app";

/** The name of a service as an identifier. */
export function identifier(service: string): string {
  return service.replaceAll("-", "_");
}

/** An import path from a folder `depth` levels below the root of the application to a source file, without extension. */
export function sourceImport(file: string, depth: number): string {
  return JSON.stringify("../".repeat(depth) + file.replace(/\.ts$/, ""));
}

/** The part of an endpoint that the SDK's middleware chooses by. */
export function endpointOptions({ exposed, authRequired, kind, tags }: Endpoint): string {
  return JSON.stringify({
    expose: exposed,
    auth: authRequired,
    isRaw: kind === "raw",
    isStream: kind.startsWith("stream"),
    tags,
  });
}

/** Which sides of an endpoint stream, and whether it is raw, as the SDK wants to be told. */
export function endpointShape({ kind }: Endpoint): string {
  const streamingRequest = kind === "streamIn" || kind === "streamInOut";
  const streamingResponse = kind === "streamOut" || kind === "streamInOut";
  return `raw: ${kind === "raw"}, streamingRequest: ${streamingRequest}, streamingResponse: ${streamingResponse}`;
}
