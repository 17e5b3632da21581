import type { Link } from "../network";
import type { Fault, NetworkScene } from "../scene";
import type { Random } from "../random";
import { lasting, seconds } from "./lasting";

/** A part of what is connected now: a few, half, or all. */
function some(scene: NetworkScene, random: Random): Link[] {
  const share = random.pick([0.2, 0.5, 1]);
  return [...scene.network.links].filter(() => random.next() < share);
}

/** Connections end with a reset, in the middle of whatever they carry. */
export const cut: Fault<NetworkScene> = async (scene, random) => {
  const links = some(scene, random);
  for (const link of links) link.cut();
  return `${links.length} connections`;
};

/** Connections carry nothing for a while and tell neither end; some go on then, some are cut. */
export const stall: Fault<NetworkScene> = async (scene, random) => {
  const links = some(scene, random);
  const ms = random.between(500, 8000);
  for (const link of links) link.stall();
  await lasting(scene, ms);
  for (const link of links) {
    if (random.next() < 0.5) link.flow();
    else link.cut();
  }
  return `${links.length} connections, ${seconds(ms)}`;
};

/** Connections become slow for a while. */
export const slow: Fault<NetworkScene> = async (scene, random) => {
  const links = some(scene, random);
  const ms = random.between(1000, 8000);
  const delayMs = random.between(5, 250);
  for (const link of links) link.delayMs = delayMs;
  await lasting(scene, ms);
  for (const link of links) link.delayMs = 0;
  return `${links.length} connections by ${delayMs.toFixed(0)} ms, ${seconds(ms)}`;
};
