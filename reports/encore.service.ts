import { Service } from "encore.dev/service";
import { headerCredentials } from "../identity/contract/access";
import { inBackground } from "../platform/background";
import { failures } from "../platform/failures";
import { addHealthCheck } from "../platform/health";
import { RELAYS } from "./jobs/relays";

export default new Service("reports", { middlewares: [failures, headerCredentials] });

for (const [stream, relay] of Object.entries(RELAYS)) {
  addHealthCheck(`${stream}.relay`, () => relay.health());
  inBackground(() => {
    relay.start();
    return () => relay.stop();
  });
}
