import { api, session } from "../api/client";

/** Ends the login here and on the server; here also when the server is away, since a shared desk must not stay signed in. */
export async function signOut(): Promise<void> {
  await api.identity.logout().catch(() => undefined);
  session.end();
}
