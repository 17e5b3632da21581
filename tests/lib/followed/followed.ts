import type { LiveEvent } from "../../../frontend/src/lib/realtime/machine/state";
import { addPerson, PASSWORD } from "../../../identity/__tests__/people";
import { call, type Tokens } from "../api";

/** A row of an entity as the API gives it and as events bring it. */
export type Row = { id: string; version: number };

/** An address and a token of somebody who may read and write all of it. */
export interface Api {
  url: string;
  token: string;
}

/** How one kind of entity is read, followed and written. */
export interface Followed {
  service: string;
  /** As `entity.kind` of its events. */
  kind: string;
  /** All rows, over as many requests as that takes. */
  readAll(api: Api, propertyId: number): Promise<Row[]>;
  /** The row that an event brings, by the very code that the screens use; null when it brings none. */
  rowOf(event: LiveEvent): Row | null;
  /** One change through the API; `n` makes it unlike the others. */
  write(api: Api, propertyId: number, n: number): Promise<void>;
  /** The property has one row, which is written again and again. */
  isSingle?: true;
  /** A row that comes beside the API, without an event, where a test needs one. Returns its id. */
  importRow?(orgId: string, propertyId: number): Promise<string>;
}

interface RowsPage {
  data: Row[];
  /** Not there where a list has no pages. */
  nextCursor?: string | null;
}

/** Named by a variable, since the screens are written for another world of types: that of a browser. */
const LIVE_ROWS = "../../../frontend/src/lib/live-rows";
export const { changedRow } = (await import(LIVE_ROWS)) as { changedRow: (event: LiveEvent) => Row | null };

/** Posts, and resolves to the row that is answered. */
export async function post(api: Api, path: string, body: object): Promise<Row> {
  const answer = await call<Row>(api.url, "POST", path, { token: api.token, body });
  if (answer.status !== 200) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

/** All rows of a list, page by page. */
export async function readPages(api: Api, path: string): Promise<Row[]> {
  const rows: Row[] = [];
  let next = "";
  do {
    const { body } = await call<RowsPage>(api.url, "GET", `${path}&limit=7${next}`, { token: api.token });
    rows.push(...body.data);
    next = typeof body.nextCursor !== "string" ? "" : `&cursor=${encodeURIComponent(body.nextCursor)}`;
  } while (next !== "");
  return rows;
}

/** Takes steps one after another, each on the version that the one before has made. */
export async function takeSteps(
  api: Api,
  path: string,
  row: Row,
  steps: readonly [path: string, body?: object][],
): Promise<Row> {
  let { version } = row;
  for (const [step, body] of steps) ({ version } = await post(api, `${path}/${row.id}/${step}`, { version, ...body }));
  return { ...row, version };
}

/** Of each address: somebody else who may do everything, for steps that nobody takes with what is their own. */
const others = new Map<string, Promise<Api>>();

export function somebodyElse(api: Api, propertyId: number): Promise<Api> {
  const key = `${api.url} ${propertyId}`;
  let other = others.get(key);
  if (other === undefined) others.set(key, (other = addOwner(api, propertyId)));
  return other;
}

async function addOwner(api: Api, propertyId: number): Promise<Api> {
  const { organisation } = await get<{ organisation: { id: string } }>(api, "/identity/me");
  const { email } = await addPerson(organisation.id, [[propertyId, "owner"]]);
  const { body } = await call<Tokens>(api.url, "POST", "/identity/login", { body: { email, password: PASSWORD } });
  return { url: api.url, token: body.accessToken };
}

export async function edit(api: Api, path: string, body: object): Promise<Row> {
  const answer = await call<Row>(api.url, "PATCH", path, { token: api.token, body });
  if (answer.status !== 200) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

/** Writes the property's only row of its kind, decided on the version that is there, until nobody was faster. */
export async function rewrite(
  api: Api,
  path: string,
  read: () => Promise<Row | undefined>,
  body: object,
): Promise<void> {
  for (;;) {
    const version = (await read())?.version;
    const answer = await call(api.url, "PUT", path, { token: api.token, body: { ...body, version } });
    if (answer.status === 200) return;
    if (answer.status !== 409) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
  }
}

export const get = async <T>(api: Api, path: string): Promise<T> =>
  (await call<T>(api.url, "GET", path, { token: api.token })).body;
