import { api } from "encore.dev/api";
import { demoHotels as findDemoHotels } from "../jobs/demo";

interface DemoHotelsResponse {
  /** Empty where the database was born without the demo. */
  hotels: DemoHotel[];
}

interface DemoHotel {
  orgId: string;
  propertyId: number;
  timeZone: string;
  currency: string;
  /** Person ids of those at its desk and in its office. */
  people: string[];
  /** Everybody with a role there. */
  workers: { personId: string; name: string; role: string }[];
}

/** The demo hotels, for services that add their own demo data. Waits until they are seeded. */
export const demoHotels = api(
  { method: "POST", path: "/identity/internal/demo-hotels", expose: false },
  async (): Promise<DemoHotelsResponse> => ({ hotels: await findDemoHotels() }),
);
