// npm run demo: plays a day of the demo hotel against a running Lobby, through the public API.
import { load } from "./load.mjs";
import { command, CommandError } from "./operator.mjs";

const HELP = `Plays a day of the demo hotel: guests come and leave, rooms are made up, revenue and expenses are booked, people talk,
files are sent, and the day is closed. Every screen of property 1 moves.

  npm run demo -- [options]

  --url URL      where Lobby runs; LOBBY_URL, else http://localhost:4000
  --speed N      minutes of the day in a minute; 60 unless given
  --hours N      hours of the day to play; 10 unless given
  --seed N       which day: the same number decides alike; 1 unless given
  --json         what came of it as JSON

Exit code 0: the day is closed, its trial balance is zero and the dashboard agrees with a count; 1: something is not as it should be.`;

await command({
  help: HELP,
  options: {
    speed: { type: "string", default: "60" },
    hours: { type: "string", default: "10" },
    seed: { type: "string", default: "1" },
  },
  async run({ url, speed, hours, seed, json }) {
    const options = { url, speed: above0("speed", speed), hours: above0("hours", hours), seed: above0("seed", seed) };
    // The player is TypeScript on the generated client.
    const { play } = await load("tools/demo/play.mts");
    const { defects, ...day } = await play({ ...options, say: json ? () => {} : console.log });
    if (json) console.log(JSON.stringify({ ...day, defects }, null, 2));
    else for (const defect of defects) console.error(`not as it should be: ${defect}`);
    if (defects.length > 0) process.exitCode = 1;
  },
});

function above0(name, text) {
  const value = Number(text);
  if (Number.isFinite(value) && value > 0) return value;
  throw new CommandError(`--${name}: must be a number above 0, not "${text}"`, 2);
}
