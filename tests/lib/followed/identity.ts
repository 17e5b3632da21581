import type { LiveEvent } from "../../../frontend/src/lib/realtime/machine/state";
import { addPerson } from "../../../identity/__tests__/people";
import { call } from "../api";
import { type Api, changedRow, type Followed, get, rewrite, type Row } from "./followed";

const brandingOf = (api: Api, propertyId: number): Promise<Row> =>
  get(api, `/identity/branding?propertyId=${propertyId}`);

/** An entity of identity: each of its events carries the row whole. */
const identityEntity = (service: string, kind: string, rest: Pick<Followed, "readAll" | "write" | "isSingle">) => ({
  service,
  kind,
  rowOf: (event: LiveEvent) => (event.entity.kind === kind ? changedRow(event) : null),
  ...rest,
});

export const IDENTITY: readonly Followed[] = [
  identityEntity("properties", "property", {
    isSingle: true,
    readAll: async (api) => (await get<{ data: Row[] }>(api, "/identity/properties")).data,
    async write(api, propertyId, n) {
      const read = async () => (await get<{ data: Row[] }>(api, "/identity/properties")).data[0];
      await rewrite(api, `/identity/properties/${propertyId}`, read, { name: `Hotel ${n}` });
    },
  }),
  identityEntity("branding", "branding", {
    isSingle: true,
    readAll: async (api, propertyId) => [await brandingOf(api, propertyId)],
    async write(api, propertyId, n) {
      const body = { propertyId, displayName: `Hotel ${n}`, accentColour: "#0F6E5B" };
      await rewrite(api, "/identity/branding", () => brandingOf(api, propertyId), body);
    },
  }),
  identityEntity("users", "user", {
    readAll: async (api, propertyId) =>
      (await get<{ data: Row[] }>(api, `/identity/users?propertyId=${propertyId}`)).data,
    async write(api, propertyId, n) {
      const { organisation } = await get<{ organisation: { id: string } }>(api, "/identity/me");
      const { id } = await addPerson(organisation.id, []);
      const path = `/identity/people/${id}`;
      const roles = n % 2 === 0 ? ["clerk", "cashier"] : ["clerk"];
      const of = (body: object) => ({ token: api.token, body });
      await call(api.url, "PUT", `${path}/properties/${propertyId}/roles`, of({ roles }));
      if (n % 3 === 0) await call(api.url, "PUT", `${path}/disabled`, of({ disabled: true }));
    },
  }),
];
