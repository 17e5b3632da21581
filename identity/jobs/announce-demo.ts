import { DEMO_ORGANISATIONS, DEMO_PASSWORD } from "../domain/demo-hotels";
import { pool } from "../store/db";
import { isEmpty } from "../store/demo.store";
import { demoHotels } from "./demo";

const NOBODY =
  "Nobody can log in yet: the demo hotels are left out, since LOBBY_ENV is production, LOBBY_DEMO is off, LOBBY_HOST is not 127.0.0.1, or Encore's environment is none of local development.";

/**
 * Seeds the demo where that is allowed and tells the person at the terminal how to log in: not again when this process follows another
 * one of the same start.
 */
export async function announceDemo(): Promise<void> {
  const hotels = await demoHotels();
  if (process.env["LOBBY_GREETED"] !== undefined) return;
  if (hotels.length === 0) {
    if (await isEmpty(pool)) say(NOBODY);
    return;
  }
  const logins = DEMO_ORGANISATIONS.flatMap((org) => org.people).map((p) => {
    const where = p.roles.map((r) => `${r.role} of property ${r.propertyId}`).join(", ");
    return `  ${p.email.padEnd(24)} ${where}`;
  });
  say([`Demo hotels. Password for all: ${DEMO_PASSWORD}`, ...logins].join("\n"));
}

function say(text: string): void {
  // oxlint-disable-next-line no-console -- the one thing that is said to a person and not to the log
  console.log(text);
}
