import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Command, UserError } from "./command";
import { type CommandLine, runCommandLine } from "./command-line";
import { fromBuild } from "./from-build";

let said: string[];
beforeEach(() => {
  said = [];
  for (const name of ["log", "error"] as const)
    vi.spyOn(console, name).mockImplementation((text) => void said.push(String(text)));
});
afterEach(() => vi.restoreAllMocks());

const greet: Command = {
  summary: "Says who is greeted.",
  usage: "<name>",
  options: { loud: { type: "boolean" } },
  async run({ rest, flags, root }) {
    if (rest[0] === undefined) throw new UserError("Nobody is named.");
    if (rest[0] === "ghost") throw new Error("unexpected");
    console.log(`${rest[0]} ${String(flags["loud"])} ${String(flags["port"])} ${root}`);
    return 7;
  },
};

const line: CommandLine = {
  name: "tool",
  commands: { greet: () => Promise.resolve(greet) },
  options: { port: { type: "string" } },
  optionsHelp: ["Every command takes --port."],
  otherwise: "help",
  place: () => ({ home: "/home", root: "/root" }),
  source: () => Promise.resolve(fromBuild("/root")),
};
const run = (...args: string[]) => runCommandLine(args, line);

test("a command gets its own flags and those of all commands, and gives the exit code", async () => {
  expect(await run("greet", "Ada", "--loud", "--port", "1")).toBe(7);
  expect(said).toEqual(["Ada true 1 /root"]);
});

test.each([
  ["a command that there is not", ["wave"], 'There is no command "wave". Commands: greet, help.'],
  ["a flag that there is not", ["greet", "--soft"], "Unknown option '--soft'"],
])("%s is wrong use: named, exit code 2", async (_what, args, text) => {
  expect(await run(...args)).toBe(2);
  expect(said.join("\n")).toContain(text);
  expect(said.at(-1)).toBe('"tool help" lists the commands.');
});

test("what the person can mend is said without a stack; what nobody expected with a pointer to the doctor", async () => {
  expect(await run("greet")).toBe(1);
  expect(said).toEqual(["Nobody is named."]);
  expect(await run("greet", "ghost")).toBe(1);
  expect(said.at(-1)).toBe('"tool doctor" looks for what may be wrong here.');
});

test.each([[[]], [["help"]], [["greet", "--help"]]])("%j lists the commands with their flags", async (args) => {
  expect(await run(...args)).toBe(0);
  expect(said[0]).toContain("lobby greet <name> [--loud]\n      Says who is greeted.");
  expect(said[0]).toContain("Every command takes --port.");
});
