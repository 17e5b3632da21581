import type { App } from "../model/app";
import type { GeneratedFiles } from "./generated-files";
import { sourceImport } from "./names";

const CALL_OPTIONS = `
declare module "encore.dev/api" {
  interface CallOpts {
    authData?: AuthData;
  }
}
`;

const WITHOUT_HANDLER = `import type {} from "encore.dev/api";

export type AuthData = null;

/** There is no auth handler that could say who is calling. */
export function getAuthData(): AuthData | null {
  throw new Error("authData cannot be called when there are no auth handlers.");
}
${CALL_OPTIONS}`;

/** `~encore/auth`: who is calling, with the type that the auth handler gives. */
export function authFiles({ authHandler }: App): GeneratedFiles {
  const text =
    authHandler === undefined
      ? WITHOUT_HANDLER
      : `import { getAuthData as read } from "encore.dev/internal/codegen/auth";
import type {} from "encore.dev/api";
import type { ${authHandler.exportName} as handler } from ${sourceImport(authHandler.at.file, 3)};

export type AuthData = Awaited<ReturnType<typeof handler>>;

/** The data of the auth handler about the caller of the running request; null when the caller is not known. */
export function getAuthData(): AuthData | null {
  return read();
}
${CALL_OPTIONS}`;
  return {
    "auth/index.ts": 'export { type AuthData, getAuthData } from "../internal/auth/auth";\n',
    "internal/auth/auth.ts": text,
  };
}
