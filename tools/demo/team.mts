import Client, { type contract } from "../../frontend/src/api/client.gen";

export type Post = "owner" | "manager" | "cashier" | "housekeeping";
export type Team = Record<Post, Client>;

const PASSWORD = "lobby-demo";
/** Access tokens last 15 minutes. */
const RENEW_AFTER_MS = 10 * 60_000;

/** The people of the demo hotel who have a login, each with a client in their name. */
export function gather(url: string): Team {
  const person = (post: Post): Client => new Client(url, { auth: credentials(url, `${post}@harbour.example`) });
  return {
    owner: person("owner"),
    manager: person("manager"),
    cashier: person("cashier"),
    housekeeping: person("housekeeping"),
  };
}

function credentials(url: string, email: string) {
  let login: Promise<contract.TokenPair> | undefined;
  let renewAt = 0;
  return async (): Promise<{ authorization: string }> => {
    if (login === undefined || Date.now() >= renewAt) {
      renewAt = Date.now() + RENEW_AFTER_MS;
      login = new Client(url).identity.login({ email, password: PASSWORD });
    }
    const { accessToken } = await login;
    return { authorization: `Bearer ${accessToken}` };
  };
}
