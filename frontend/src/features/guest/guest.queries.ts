import { type QueryClient, queryOptions } from "@tanstack/react-query";
import { api } from "../../api/client";
import type { contract } from "../../api/client.gen";
import { withRows } from "../../lib/live-rows";

const PAGE = 100;
/** A desk looks at no more at once; who needs others searches for them. */
const MOST_PAGES = 5;

export interface Rows<T> {
  data: T[];
  /** There are more than are shown. */
  hasMore: boolean;
}

/** All rows of a list, page after page, up to 500. */
async function readAll<T>(
  read: (page: { limit: number; cursor?: string }) => Promise<{ data: T[]; nextCursor: string | null }>,
): Promise<Rows<T>> {
  const data: T[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < MOST_PAGES; page++) {
    const answer: { data: T[]; nextCursor: string | null } = await read({
      limit: PAGE,
      ...(cursor === null ? {} : { cursor }),
    });
    data.push(...answer.data);
    cursor = answer.nextCursor;
    if (cursor === null) break;
  }
  return { data, hasMore: cursor !== null };
}

/** One of the desk's lists of the business date. */
export function staysQuery(propertyId: number, view: contract.DeskView, q: string) {
  return queryOptions({
    queryKey: ["stays", propertyId, view, q] as const,
    meta: { live: true, kinds: ["reservation"] },
    queryFn: () =>
      readAll((page) => api.guest.listReservations({ propertyId, view, ...(q === "" ? {} : { q }), ...page })),
  });
}

/** Every room of the property. */
export function roomsQuery(propertyId: number) {
  return queryOptions({
    queryKey: ["rooms", propertyId] as const,
    meta: { live: true, kinds: ["room"] },
    queryFn: () => readAll((page) => api.guest.listRooms({ propertyId, ...page })),
  });
}

/** What guests ask for: what is still to be done, or all of it. */
export function requestsQuery(propertyId: number, open: boolean, q: string) {
  return queryOptions({
    queryKey: ["requests", propertyId, open, q] as const,
    meta: { live: true, kinds: ["service-request"] },
    queryFn: () => readAll((page) => api.guest.listRequests({ propertyId, open, ...(q === "" ? {} : { q }), ...page })),
  });
}

/** Rooms that nobody else has on the nights of a stay. */
export function freeRoomsQuery(stay: contract.Reservation) {
  const { propertyId, arrival: freeFrom, departure: freeTo, id: freeForId } = stay;
  return queryOptions({
    queryKey: ["free-rooms", propertyId, freeFrom, freeTo, freeForId] as const,
    // A room joins or leaves by a reservation as well.
    meta: { live: true, kinds: ["room", "reservation"] },
    queryFn: () =>
      readAll((page) => api.guest.listRooms({ propertyId, occupancy: "vacant", freeFrom, freeTo, freeForId, ...page })),
  });
}

/** Shows a row that the server has just confirmed wherever it stands; its event says the same a moment later. */
export function showRow(client: QueryClient, row: { id: string; version: number }): void {
  client.setQueriesData({ predicate: ({ meta }) => Array.isArray(meta?.["kinds"]) }, (data: unknown) =>
    withRows(data, new Map([[row.id, row]])),
  );
}
