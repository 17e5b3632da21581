import { api, session } from "../api/client";

/** How long the server may take to hear of it. */
const PATIENCE_MS = 3_000;

/** Ends the login on the server and here; here also when the server is away, since a shared desk must not stay signed in. */
export async function signOut(): Promise<void> {
  const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
  await Promise.race([api.identity.logout().catch(() => undefined), patience]);
  session.end("out");
}
