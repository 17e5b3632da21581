import { api } from "encore.dev/api";
import type { ServiceRequest } from "../contract/types";
import { requireRequest } from "./require-request";

interface GetRequestRequest {
  id: string;
}

/** One service request. */
export const getRequest = api(
  { method: "GET", path: "/guest/requests/:id", expose: true, auth: true },
  ({ id }: GetRequestRequest): Promise<ServiceRequest> => requireRequest(id, "guest.stay.read"),
);
