// npm run screenshots: pictures of the screens in docs/screens, from a Lobby of its own in the midst of a played day of the demo hotel.
import { load } from "./load.mjs";

const { takeScreenshots } = await load("tools/screenshots/take.mts");
await takeScreenshots({ say: console.log, only: process.argv.slice(2) });
