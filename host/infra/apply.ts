import type { App } from "../model/app";
import type { InfraFile } from "./shape";

/** The application under the names and the CORS rules that the file gives it; lists that it leaves out are Encore's defaults. */
export function applyInfra(app: App, { metadata, cors }: InfraFile): App {
  return {
    ...app,
    id: metadata?.app_id ?? app.id,
    cors: cors
      ? {
          allowHeaders: cors.allow_headers ?? [],
          exposeHeaders: cors.expose_headers ?? [],
          originsWithoutCredentials: cors.allow_origins_without_credentials ?? ["*"],
          originsWithCredentials: cors.allow_origins_with_credentials ?? [],
        }
      : app.cors,
  };
}
