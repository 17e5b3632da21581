import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api } from "../api/client";
import type { Subject } from "./transfer";

const PAGE = 50;
/** A link is good for five minutes. */
const LINK_FRESH_MS = 4 * 60_000;

/** One's own files of a property, newest first; events keep them as they are. */
export function filesQuery(propertyId: number) {
  return infiniteQueryOptions({
    queryKey: ["files", propertyId] as const,
    meta: { live: true, kinds: ["file"] },
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => {
      const cursor = pageParam === undefined ? {} : { cursor: pageParam };
      return api.uploads.listFiles({ propertyId, mine: true, limit: PAGE, ...cursor });
    },
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
}

/** The files of one subject, oldest first, and whether the reader may bring more. */
export function subjectFilesQuery({ kind, id }: Subject) {
  return queryOptions({
    queryKey: ["files-of", kind, id] as const,
    meta: { live: true, kinds: ["file"] },
    queryFn: () => api.uploads.listSubjectFiles(kind, id),
  });
}

/** What may be uploaded. */
export const limitsQuery = queryOptions({
  queryKey: ["upload-limits"] as const,
  staleTime: Infinity,
  queryFn: () => api.uploads.getLimits(),
});

/** Where the thumbnail of a file is. */
export function thumbnailQuery(id: string) {
  return queryOptions({
    queryKey: ["thumbnail", id] as const,
    staleTime: LINK_FRESH_MS,
    queryFn: () => api.uploads.createLink(id, { as: "thumbnail" }),
  });
}
