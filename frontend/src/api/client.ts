import { readStoredJson, writeStored } from "../lib/storage";
import Client, { isAPIError } from "./client.gen";
import { type Session, SessionStore } from "./session";

const STORED_AT = "lobby.session";

function isSession(value: unknown): value is Session {
  const session = value as Partial<Session> | null;
  return (
    typeof session?.login === "string" &&
    typeof session.accessToken === "string" &&
    typeof session.refreshToken === "string" &&
    typeof session.expiresAt === "number"
  );
}

/** For login and refresh, which carry their own proof. */
export const publicApi = new Client(location.origin);

/** The login of this browser, shared by its tabs. */
export const session = new SessionStore({
  read: () => readStoredJson(STORED_AT, isSession),
  write: (value) => writeStored(STORED_AT, value === null ? null : JSON.stringify(value)),
  async refresh(refreshToken) {
    try {
      return await publicApi.identity.refresh({ refreshToken });
    } catch (err) {
      if (isAPIError(err) && err.status === 401) return null;
      throw err;
    }
  },
  // Web Locks exist in secure contexts only; elsewhere the server forgives a second use of the same token within 30 s.
  exclusive: async (run) =>
    navigator.locks === undefined ? run() : await navigator.locks.request("lobby.session", run),
  now: () => Date.now(),
});

addEventListener("storage", (event) => {
  if (event.key === STORED_AT || event.key === null) session.changed();
});

/** A refused token is renewed once and the request repeated; when the login has ended, the refusal stands. */
const fetchWithLogin: typeof fetch = async (input, init) => {
  const answer = await fetch(input, init);
  const sent = new Headers(init?.headers).get("authorization");
  if (answer.status !== 401 || sent === null) return answer;
  const renewed = await session.renew(sent.replace(/^Bearer /, ""));
  if (renewed === null) return answer;
  const headers = new Headers(init?.headers);
  headers.set("authorization", `Bearer ${renewed}`);
  return fetch(input, { ...init, headers });
};

/** Every endpoint, called as the person who is logged in. */
export const api = new Client(location.origin, {
  fetcher: fetchWithLogin,
  async auth() {
    const token = await session.accessToken();
    return token === null ? {} : { authorization: `Bearer ${token}` };
  },
});

/** For what the generated client does not know: answers that are not JSON, or never end. */
export async function fetchAuthorized(
  url: URL,
  init: { headers?: Record<string, string>; signal: AbortSignal },
): Promise<Response> {
  const token = await session.accessToken();
  const login = token === null ? {} : { authorization: `Bearer ${token}` };
  return fetchWithLogin(url, { ...init, headers: { ...init.headers, ...login } });
}
