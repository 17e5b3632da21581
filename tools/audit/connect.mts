/** Reads a JSON answer of the server as the person who is logged in. */
export type Get = (path: string) => Promise<unknown>;

/** Logs in. Throws with what the server says. */
export async function connect(url: string, email: string, password: string): Promise<Get> {
  const ask = async (path: string, init: RequestInit = {}): Promise<unknown> => {
    const response = await fetch(new URL(path, url), init);
    const body = (await response.json()) as { message?: string };
    if (!response.ok) throw new Error(`${path}: ${response.status} ${body.message ?? ""}`);
    return body;
  };
  const login = await ask("/identity/login", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email, password }),
  });
  const { accessToken } = login as { accessToken: string };
  return (path) => ask(path, { headers: { authorization: `Bearer ${accessToken}` } });
}
