import { DEMO_ORGANISATIONS, DEMO_PASSWORD } from "../domain/demo-hotels";
import { demoHotels } from "./demo";

/** Seeds the demo where that is allowed and tells the person at the terminal how to log in. */
export async function announceDemo(): Promise<void> {
  const hotels = await demoHotels();
  if (hotels.length === 0) return;
  const logins = DEMO_ORGANISATIONS.flatMap((org) => org.people).map((p) => {
    const where = p.roles.map((r) => `${r.role} of property ${r.propertyId}`).join(", ");
    return `  ${p.email.padEnd(24)} ${where}`;
  });
  // oxlint-disable-next-line no-console -- the one thing that is said to a person and not to the log
  console.log([`Demo hotels. Password for all: ${DEMO_PASSWORD}`, ...logins].join("\n"));
}
