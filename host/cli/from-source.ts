import { buildFrontend } from "../build/frontend";
import { buildApplication, readSource } from "./build-application";
import type { Place } from "./command";
import type { ApplicationSource } from "./source";

/** An application that is read from its source each time; what has not changed comes from caches. */
export function fromSource(place: Place): ApplicationSource {
  return {
    read: () => readSource(place.root),
    async build(steps, signal) {
      const [built] = await Promise.all([
        steps.run("build the application", () => buildApplication(place, steps)),
        steps.run("build the front end", () => buildFrontend(place.root, signal)),
      ]);
      return built;
    },
  };
}
