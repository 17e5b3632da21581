import { randomBytes } from "node:crypto";

/** Names this process among those that run the application: twelve hexadecimal digits, new with each start. */
export const instance = randomBytes(6).toString("hex");
