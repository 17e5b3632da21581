import { parseArgs } from "node:util";

/** What every command that asks a running Lobby takes. */
const OPTIONS = {
  url: { type: "string", default: process.env["LOBBY_URL"] ?? "http://localhost:4000" },
  token: { type: "string", default: process.env["LOBBY_TOKEN"] },
  email: { type: "string", default: process.env["LOBBY_EMAIL"] },
  password: { type: "string", default: process.env["LOBBY_PASSWORD"] },
  json: { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
};

export const OPTIONS_HELP = `  --url URL          where Lobby runs; LOBBY_URL, else http://localhost:4000
  --email ADDRESS    who asks; LOBBY_EMAIL
  --password WORD    LOBBY_PASSWORD is better: arguments are seen by others on the machine
  --token TOKEN      an access token instead of the two; LOBBY_TOKEN
  --json             the answer as it came`;

/** A failure that is told to whoever typed the command; `exitCode` 2 when the command itself was wrong, else 1. */
export class CommandError extends Error {
  constructor(message, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** Runs a command: prints its help when asked for, and says in one line what kept it from working. */
export async function command({ help, options, run }) {
  try {
    const { values, positionals } = read(options);
    if (values.help) console.log(help);
    else await run(values, positionals);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    console.error(error.message);
    process.exitCode = error.exitCode;
  }
}

function read(more) {
  try {
    return parseArgs({ options: { ...OPTIONS, ...more }, allowPositionals: true });
  } catch (error) {
    throw new CommandError(`${error.message}\nTry --help.`, 2);
  }
}

/** GETs a JSON answer in the caller's name. */
export async function ask(values, path) {
  const token = values.token ?? (await logIn(values));
  return request(values.url, path, { headers: { authorization: `Bearer ${token}` } });
}

/** An access token; to be had once by a command that asks more than once. */
export async function logIn({ url, email, password }) {
  if (email === undefined || password === undefined)
    throw new CommandError("Who asks? Give --email and LOBBY_PASSWORD, or --token. Try --help.", 2);
  const body = JSON.stringify({ email, password });
  const headers = { "content-type": "application/json" };
  return (await request(url, "/identity/login", { method: "POST", headers, body })).accessToken;
}

async function request(url, path, init) {
  const address = URL.canParse(path, url) ? new URL(path, url) : null;
  if (address === null) throw new CommandError(`${url} is no address; it must be like http://localhost:4000`, 2);
  const response = await fetch(address, init).catch((error) => {
    throw new CommandError(`${address.origin} does not answer: ${error.cause?.message ?? error.message}`);
  });
  const text = await response.text();
  if (response.ok) return JSON.parse(text);
  throw new CommandError(`${address.origin}${address.pathname} refused (${response.status}): ${messageOf(text)}`);
}

function messageOf(text) {
  try {
    return JSON.parse(text).message ?? text;
  } catch {
    return text.slice(0, 300);
  }
}
