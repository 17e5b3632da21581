/**
 * The folder of a production build. Beside these it holds `package.json`, `node_modules`, and, at their places in the source, the
 * migrations and the static files.
 */
export const entryFile = "server.mjs";
export const appFile = "build/app.json";
export const mainFile = "build/main/main.mjs";
export const nativeFile = "build/native/native.cjs";
export const cliDir = "build/cli";
export const cliFile = "build/cli/production.mjs";
export const nodeVersionFile = "build/node-version.mjs";
