import { api } from "encore.dev/api";
import type { FilePurpose } from "../contract/types";
import { PURPOSES } from "../domain/purposes";

interface GetLimitsResponse {
  purposes: PurposeLimits[];
}

interface PurposeLimits {
  purpose: FilePurpose;
  types: { contentType: string; extensions: string[]; maxSize: number }[];
}

/** What each purpose allows: types by extension, and bytes. */
export const getLimits = api(
  { method: "GET", path: "/uploads/limits", expose: true, auth: true },
  async (): Promise<GetLimitsResponse> => ({
    purposes: Object.entries(PURPOSES).map(([purpose, rule]) => ({
      purpose: purpose as FilePurpose,
      types: rule.types.map(({ contentType, extensions, maxSize }) => ({
        contentType,
        extensions: [...extensions],
        maxSize: Math.min(maxSize, rule.maxSize),
      })),
    })),
  }),
);
