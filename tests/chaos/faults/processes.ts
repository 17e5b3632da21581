import { CRASH_POINTS } from "../../../platform/crash-point";
import type { Fault } from "../scene";
import type { ServerPlace } from "../server-place";
import { lasting, seconds } from "./lasting";

/** SIGKILL of a whole server: keeper and application. */
export const killServer: Fault = async ({ places }, random) => {
  const place = random.pick(places);
  await place.turns.take(async () => {
    await place.end("SIGKILL");
    await place.start();
  });
  return place.name;
};

/** SIGKILL of the application alone: its keeper starts it again. */
export const killApplication: Fault = async ({ places }, random) => {
  const place = random.pick(places);
  await place.turns.take(() => place.killApplication());
  return place.name;
};

/** An orderly end and a new start, as a deployment does it. */
export const restartServer: Fault = async ({ places }, random) => {
  const place = random.pick(places);
  const { code } = await place.turns.take(() => place.restart());
  return `${place.name}, exit code ${code}`;
};

/** The machine stands still, holding whatever locks and leases it holds; then goes on as if nothing had been. */
export const freezeServer: Fault = async (scene, random) => {
  const place = random.pick(scene.places);
  const ms = random.between(500, 6000);
  await place.turns.take(async () => {
    place.signal("SIGSTOP");
    await lasting(scene, ms);
    place.signal("SIGCONT");
  });
  return `${place.name}, ${seconds(ms)}`;
};

/** The process dies by itself between two steps of an event's path. */
export const crashPoint: Fault = async (scene, random) => {
  const place = random.pick(scene.places);
  const point = `${random.pick(CRASH_POINTS)}:${1 + random.whole(20)}`;
  const died = await place.turns.take(() => crashAt(place, point, () => lasting(scene, 8000)));
  return `${place.name}, ${point}${died ? "" : " (not reached; killed)"}`;
};

async function crashAt(place: ServerPlace, point: string, atMost: () => Promise<void>): Promise<boolean> {
  await place.end("SIGTERM");
  const died = await place.startDoomed(point, atMost);
  await place.start();
  return died;
}

/** Every server and PostgreSQL die at once. */
export const killEverything: Fault = async (scene, random) => {
  const { places, postgres } = scene;
  const ms = random.between(0, 3000);
  await withAll(places, () =>
    postgres.turns.take(async () => {
      await Promise.all([postgres.end("SIGKILL"), ...places.map((place) => place.end("SIGKILL"))]);
      await lasting(scene, ms);
      await postgres.start();
      await Promise.all(places.map((place) => place.start()));
    }),
  );
  return `down for ${seconds(ms)} and the start`;
};

/** Takes the turns of all places, in their order, for one piece of work. */
function withAll(places: readonly ServerPlace[], work: () => Promise<void>): Promise<void> {
  return places.reduceRight<() => Promise<void>>((inner, place) => () => place.turns.take(inner), work)();
}
