import { expect, test } from "vitest";
import { stackFrames } from "./stack";

test("frames are the application's own, their files named from its root", () => {
  const stack = [
    "Error: why",
    "    at arrive (file:///app/desk/arrive.ts:12:9)",
    "    at async Object.<anonymous> (/app/node_modules/encore.dev/internal/appinit/mod.ts:5:1)",
    "    at /other/tool.js:3:4",
    "    at process.processTicksAndRejections (node:internal/process/task_queues:95:5)",
    "    at Array.map (<anonymous>)",
  ].join("\n");
  expect(stackFrames(stack, "/app")).toEqual([
    { file: "desk/arrive.ts", line: 12, func: "arrive" },
    { file: "/other/tool.js", line: 3, func: null },
  ]);
  expect(stackFrames(undefined)).toEqual([]);
});

test("the frame of a caught error is where it was made", () => {
  const [frame] = stackFrames(new Error("why").stack);
  expect(frame).toMatchObject({ file: "host/runtime/logger/stack.test.ts", line: expect.any(Number) });
});

test.each([" ", "(", "(a", "a ", ":", ")"])("a message of many %j is read in no time", (piece) => {
  for (const end of ["(", "x", ")"]) expect(stackFrames(`Error: \n    at ${piece.repeat(500_000)}${end}`)).toEqual([]);
});
